using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Wans;
using DualWanPortal.Live;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;
using DualWanPortal.Routers;

namespace DualWanPortal.Polling;

/// <summary>Asks a router on demand and shows raw answers beside the verdict. Never throws for what the router does; takes at most <see cref="Deadline"/>.</summary>
public sealed class CheckNow(RouterSessions sessions, PollSettingsStore settings, LiveState live, TimeProvider time)
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);
    private const int Echoes = 5;
    private const int LogLines = 20;
    private const string ResolvedName = "example.com";

    public async Task<CheckReport> RunAsync(int routerId, CancellationToken cancellationToken)
    {
        var (at, started) = (time.GetUtcNow(), time.GetTimestamp());
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var client = await sessions.Get(routerId).ConnectAsync(both.Token);
            var model = (await RouterReader.ReadAsync(client, null, both.Token)).ToModel();
            var order = NormalOrder.Of(model, WanDetection.Find(model), live.Current.Routers.GetValueOrDefault(routerId)?.Hold);
            var wans = order.Wans;
            var read = time.GetElapsedTime(started);
            var asked = await Task.WhenAll([
                .. wans.Select(wan => PingAsync(client, model, wan, both.Token)),
                ResolveAsync(client, both.Token),
                LogAsync(client, both.Token),
            ]);
            var probes = asked.Select(answer => answer.Probe).OfType<ProbeResult>().ToList();
            return new CheckReport(at, time.GetElapsedTime(started), null, [Routes(model, order, probes, read), Nat(model, wans, read), .. asked.Select(answer => answer.Answer)]);
        }
        catch (Exception fault) when (RouterFailure.IsOutside(fault))
        {
            return new CheckReport(at, time.GetElapsedTime(started), RouterFailure.From(fault), []);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var failure = new RouterFailure("The router did not answer all questions in time", "the check", time.GetElapsedTime(started), "It is overloaded or the line to it is lossy.");
            return new CheckReport(at, time.GetElapsedTime(started), failure, []);
        }
    }

    private CheckAnswer Routes(RouterModel model, WanOrder order, List<ProbeResult> probes, TimeSpan took)
    {
        var verdict = Verdicts.Judge(model, order.Wans, probes, time.GetUtcNow(), order.Held);
        var meaning = verdict.State switch
        {
            RouterState.Working => CheckVerdict.Good,
            RouterState.OnBackup or RouterState.Degraded => CheckVerdict.Warning,
            RouterState.Down => CheckVerdict.Bad,
            _ => CheckVerdict.Unknown,
        };
        return new CheckAnswer("Routes", meaning, verdict.Why, "/ip route print", [.. model.Routes.OrderByDescending(route => route.IsDefault).Select(route => RowText.Of(route.Item))], took);
    }

    private static CheckAnswer Nat(RouterModel model, ImmutableArray<WanLink> wans, TimeSpan took)
    {
        var bare = wans.Where(wan => !model.Nat.Any(rule => Translates(model, rule, wan.Interface))).Select(wan => wan.Interface).ToList();
        var (verdict, sentence) = wans.IsEmpty ? (CheckVerdict.Unknown, "No WAN was found that could need address translation")
            : bare.Count == 0 ? (CheckVerdict.Good, "Every WAN has a rule that translates addresses; the counters tell which one is used")
            : (CheckVerdict.Bad, $"No rule translates addresses on {string.Join(" and ", bare)}: after a failover nothing from the LAN would come back");
        return new CheckAnswer("NAT", verdict, sentence, "/ip firewall nat print stats", [.. model.Nat.Select(rule => $"{RowText.Of(rule.Item)} bytes={rule.Item["bytes"]} packets={rule.Item["packets"]}")], took);
    }

    private static bool Translates(RouterModel model, FirewallRuleEntry rule, string wan) =>
        rule is { Chain: "srcnat", Disabled: false, Invalid: false, Action: "masquerade" or "src-nat" or "same" or "netmap" }
        && (rule.OutInterface is { } name ? Matches(name, one => one == wan)
            : rule.OutInterfaceList is not { } list || Matches(list, one => model.IsOnList(wan, one)));

    private static bool Matches(string text, Func<string, bool> holds) => text.StartsWith('!') ? !holds(text[1..]) : holds(text);

    private async Task<(CheckAnswer Answer, ProbeResult? Probe)> PingAsync(RouterOsClient client, RouterModel model, WanLink wan, CancellationToken cancellationToken)
    {
        var subject = $"Ping by {wan.Interface}";
        if (WanProber.TargetOf(model, wan, settings.Current.ProbeTarget) is not { } target)
        {
            var why = model.Interface(wan.Interface) is { Running: false } ? $"{wan.Interface} has no link" : $"No active route leads out by {wan.Interface}, so a ping by it would prove nothing";
            return (new CheckAnswer(subject, CheckVerdict.Unknown, why, "", [], TimeSpan.Zero), null);
        }
        var (reply, refusal, took) = await AskAsync(client, WanProber.Ping(model.Version, target, wan.Interface, Echoes), cancellationToken);
        var command = string.Create(CultureInfo.InvariantCulture, $"/ping {target} interface={wan.Interface} count={Echoes}");
        if (reply is null)
            return (new CheckAnswer(subject, CheckVerdict.Unknown, refusal, command, [], took), null);
        var result = WanProber.Result(wan.Interface, target, reply, time.GetUtcNow());
        var verdict = result.Received == 0 ? CheckVerdict.Bad : result.Received < result.Sent ? CheckVerdict.Warning : CheckVerdict.Good;
        var sentence = string.Create(CultureInfo.InvariantCulture, $"{result.Received} of {result.Sent} came back from {target}{(result.RttMs is { } rtt ? $", {rtt:0.#} ms on average" : "")}");
        return (new CheckAnswer(subject, verdict, sentence, command, Lines(reply), took), result);
    }

    private async Task<(CheckAnswer Answer, ProbeResult? Probe)> ResolveAsync(RouterOsClient client, CancellationToken cancellationToken)
    {
        var (reply, refusal, took) = await AskAsync(client, new RouterOsCommand("/resolve").With("domain-name", ResolvedName), cancellationToken);
        if (reply is null && refusal.Contains("no such command", StringComparison.Ordinal))
        {
            // Some versions have it in the console only (reference 3.12).
            (reply, refusal, took) = await AskAsync(client, new RouterOsCommand("/execute").With("script", $":put [:resolve {ResolvedName}]").With("as-string"), cancellationToken);
        }
        var address = reply?.Return?.Trim();
        var (verdict, sentence) = reply is null ? (CheckVerdict.Bad, $"The router cannot resolve names: {refusal}")
            : System.Net.IPAddress.TryParse(address, out _) ? (CheckVerdict.Good, $"The router's resolver answers: {ResolvedName} is {address}")
            : (CheckVerdict.Unknown, "The router gave no address; whether names resolve is not known");
        return (new CheckAnswer("Resolve", verdict, sentence, $":resolve {ResolvedName}", string.IsNullOrEmpty(address) ? [] : [address], took), null);
    }

    private async Task<(CheckAnswer Answer, ProbeResult? Probe)> LogAsync(RouterOsClient client, CancellationToken cancellationToken)
    {
        var (reply, refusal, took) = await AskAsync(client, new RouterOsCommand("/log/print").Select("time", "topics", "message"), cancellationToken);
        var lines = reply is null ? [] : reply.Rows.TakeLast(LogLines).Select(row => $"{row["time"]} {row["topics"]} {row["message"]}").ToImmutableArray();
        var errors = lines.Count(line => line.Contains("error", StringComparison.Ordinal) || line.Contains("critical", StringComparison.Ordinal));
        var (verdict, sentence) = reply is null ? (CheckVerdict.Unknown, refusal)
            : errors > 0 ? (CheckVerdict.Warning, string.Create(CultureInfo.InvariantCulture, $"{errors} of the last {lines.Length} lines speak of errors"))
            : (CheckVerdict.Good, string.Create(CultureInfo.InvariantCulture, $"The last {lines.Length} lines speak of no error"));
        return (new CheckAnswer("Log", verdict, sentence, "/log print", lines, took), null);
    }

    /// <summary>The reply, or the router's refusal as a sentence.</summary>
    private async Task<(RouterOsReply? Reply, string Refusal, TimeSpan Took)> AskAsync(RouterOsClient client, RouterOsCommand command, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            return (await client.RunAsync(command, cancellationToken), "", time.GetElapsedTime(started));
        }
        catch (RouterOsTrapException trap)
        {
            return (null, trap.RouterMessage, time.GetElapsedTime(started));
        }
    }

    private static ImmutableArray<string> Lines(RouterOsReply reply) => [.. reply.Rows.Select(row => string.Join(' ', row.Pairs.Select(pair => $"{pair.Key}={pair.Value}")))];
}
