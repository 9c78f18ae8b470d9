using System.Net;
using DualWanPortal.RouterOs.Wire;
using DualWanPortal.Simulation;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.Router.Tools;
using Microsoft.Extensions.Logging;

namespace DualWanPortal.Lab.Server;

/// <summary>One client on one router: login, then commands, until either side ends it (reference 1.3 to 1.5).</summary>
internal sealed class ApiSession(LabRouter router, long number, string via, IPAddress from, Stream stream, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>Before the login a client gets little: sentences and bytes (reference 1.1 leaves the numbers open).</summary>
    private const int SentencesBeforeLogin = 16;
    private static readonly SentenceLimits s_beforeLogin = new(MaxWordBytes: 4096, MaxWords: 32, MaxSentenceBytes: 4096);
    private static readonly SentenceLimits s_afterLogin = new(MaxWordBytes: 512 * 1024, MaxWords: 512, MaxSentenceBytes: 1024 * 1024);
    private static readonly TimeSpan s_loginDeadline = TimeSpan.FromSeconds(60);

    /// <summary>What a connection needs whose peer is gone without a word until TCP gives up (reference 6.1).</summary>
    private static readonly TimeSpan s_untilNoticed = TimeSpan.FromMinutes(9);

    private readonly OutputQueue _output = new();
    private readonly CancellationTokenSource _abort = new();
    private SessionCommands? _commands;
    private MenuRow? _active;
    private Caller? _caller;
    private int _sentences;
    private bool _lost;
    private ScheduledAction? _noticed;

    /// <summary>Ends the connection without a word, as when a router loses power. Safe from any thread.</summary>
    public void Abort()
    {
        try
        {
            _abort.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself a moment ago.
        }
    }

    /// <summary>
    /// Packets between this client and the router vanish from now on: nothing that either sends arrives, and no end of the connection is seen. The router keeps the
    /// session until TCP gives up. Called by the owner of the world.
    /// </summary>
    /// <returns>False when it is lost already or nobody logged in.</returns>
    public bool Lose(SimulatedRouter world)
    {
        if (_lost)
            return false;
        _lost = true;
        _output.Mute();
        if (_caller is null)
            return false;
        world.EndSession(number, abrupt: true);
        _noticed = world.Clock.After(s_untilNoticed, () =>
        {
            Forget();
            // The connection ends off this call: its reader waits for the world that is just being changed.
            ThreadPool.UnsafeQueueUserWorkItem(session => session.Abort(), this, preferLocal: false);
        });
        return true;
    }

    /// <summary>Its row in <c>/user/active</c>; null before the login and after the end.</summary>
    public MenuRow? Active => _active;

    /// <summary>It was lost, and the router knows.</summary>
    public bool IsForgotten => _lost && _noticed is null;

    /// <summary>Nothing of a lost session is left on the router, be it that TCP gave up or that the power went. Called by the owner of the world.</summary>
    public void Forget()
    {
        _noticed?.Cancel();
        _noticed = null;
        StopAndSignOff();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abort.Token);
        var sending = SendAsync(either.Token);
        try
        {
            await ReadAsync(either.Token);
        }
        finally
        {
            router.Own(Leave);
            _output.Close();
            // The last words (!fatal) still leave; a client that does not take them is bounded by the write deadline or the abort.
            await sending;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        _output.Dispose();
        _abort.Dispose();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _output.RunAsync(stream, time, cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone or too slow: the read ends too.
        }
        if (_output.Overflowed)
            Abort();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var reader = new SentenceReader(stream, s_beforeLogin);
        try
        {
            using var deadline = new CancellationTokenSource(s_loginDeadline, time);
            using var beforeLogin = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            while (await reader.ReadAsync(_caller is null ? beforeLogin.Token : cancellationToken) is { } sentence)
            {
                if (!Handle(CommandSentence.Of(sentence)))
                    return;
                reader.Limits = _caller is null ? s_beforeLogin : s_afterLogin;
            }
        }
        catch (WireException fault)
        {
            // What cannot be framed cannot be answered with a tag; real routers close.
            Fatal(_caller is null ? "too much before login" : Word(fault.Fault));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, the router lost power, or the lab stops.
        }
    }

    /// <returns>False when the session is over.</returns>
    private bool Handle(CommandSentence sentence)
    {
        if (sentence.Path == "/quit")
            return Fatal("session terminated on request");
        if (_caller is null)
            return LogIn(sentence);
        router.Own(world =>
        {
            if (world.IsUp && !_lost)
                _commands!.Run(sentence, _caller);
        });
        return true;
    }

    private bool LogIn(CommandSentence sentence)
    {
        if (sentence.Path != "/login")
            return Fatal("not logged in");
        if (++_sentences > SentencesBeforeLogin)
            return Fatal("too many commands before login");
        var reply = new CommandReply(_output, sentence.Tag, _ => { });
        var accepted = false;
        // The challenge of old clients (=response=) is never accepted: it went with 6.45 (reference 1.3).
        router.Own(world => accepted = !_lost && sentence["name"] is { } name && Enter(world, name, sentence["password"] ?? ""));
        if (!accepted)
            reply.Trap("invalid user name or password (6)");
        reply.Done();
        return true;
    }

    private bool Enter(SimulatedRouter world, string name, string password)
    {
        if (Accounts.LogIn(world, name, password, from) is not { } policies)
        {
            world.Log("system,error,critical", $"login failure for user {name} from {from} via api");
            return false;
        }
        _caller = new Caller(name, policies, number);
        _commands = new SessionCommands(world, _output, log);
        _active = world["/user/active"].Add(
            [
                new("when", RouterTime.Moment(world.Profile, world.Clock.Now)), new("name", name), new("address", from.ToString()), new("via", via),
                new("group", world["/user"].Named(name)?["group"] ?? ""),
            ]);
        if (world["/user"].Named(name) is { } user)
            world["/user"].Set(user, byHand: false, ("last-logged-in", RouterTime.Moment(world.Profile, world.Clock.Now)));
        world.Log("system,info,account", $"user {name} logged in from {from} via api");
        return true;
    }

    private void Leave(SimulatedRouter world)
    {
        // Of a lost session the router sees no end; it still counts as there.
        if (_caller is null || _lost)
            return;
        world.EndSession(number);
        StopAndSignOff();
    }

    private void StopAndSignOff()
    {
        if (_active is null)
            return;
        _commands!.StopAll();
        var world = router.World;
        if (world["/user/active"].Find(_active.Id) == _active)
            world["/user/active"].Remove(_active);
        _active = null;
        world.Log("system,info,account", $"user {_caller!.User} logged out from {from} via api");
    }

    private static string Word(WireFault fault) => fault switch
    {
        WireFault.ReservedControlByte => "unknown control byte",
        WireFault.Truncated => "sentence cut off",
        WireFault.TooManyWords => "too many words in a sentence",
        _ => "sentence too long",
    };

    private bool Fatal(string reason)
    {
        _output.Append(writer => writer.Word("!fatal").Word(reason).End());
        return false;
    }
}
