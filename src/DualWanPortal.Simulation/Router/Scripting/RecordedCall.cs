using System.Collections.Immutable;

namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Something that a script sent out of the simulated world: nothing leaves, it is only written down.</summary>
/// <param name="Kind"><c>fetch</c> or <c>e-mail</c>.</param>
/// <param name="Target">Address of the request, or recipient of the mail.</param>
/// <param name="Arguments">What else was given; passwords are left out.</param>
/// <param name="Delivered">It found a way out and somebody there.</param>
public sealed record RecordedCall(DateTimeOffset At, string Kind, string Target, ImmutableDictionary<string, string> Arguments, bool Delivered);

/// <summary>The newest calls of one router.</summary>
internal sealed class CallRecorder(SimulatedRouter router)
{
    private const int Kept = 200;
    private readonly Queue<RecordedCall> _calls = new();

    public ImmutableArray<RecordedCall> Calls => [.. _calls];

    public void Add(string kind, string target, CommandRequest request, bool delivered)
    {
        if (_calls.Count >= Kept)
            _calls.Dequeue();
        var arguments = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Arguments)
        {
            if (name is not "password")
                arguments[name] = value;
        }
        _calls.Enqueue(new RecordedCall(router.Clock.Now, kind, target, arguments.ToImmutable(), delivered));
    }
}
