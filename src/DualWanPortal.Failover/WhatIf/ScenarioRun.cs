using System.Collections.Immutable;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.World;

namespace DualWanPortal.Failover.WhatIf;

/// <summary>Plays one scenario on a freshly booted site.</summary>
internal sealed class ScenarioRun
{
    private static readonly ImmutableArray<(string Protocol, string Host, int Port)> s_flows =
    [
        ("tcp", "www.example.com", 443), ("udp", "sip.example.net", 5060), ("tcp", "mail.example.org", 993), ("udp", "voice.example.com", 5060),
    ];

    private readonly Scenario _scenario;
    private readonly MatrixSubject _subject;
    private readonly SimulatedSite _site;
    private readonly SimulatedWans _wans;
    private readonly SiteWatch _watch;
    private readonly ScenarioTimes _times;
    private readonly CancellationToken _cancellationToken;
    private int _eventsLeft;

    private ScenarioRun(Scenario scenario, MatrixSubject subject, SimulatedSite site, SimulatedWans wans, int mostEvents, CancellationToken cancellationToken)
    {
        (_scenario, _subject, _site, _wans, _eventsLeft, _cancellationToken) = (scenario, subject, site, wans, mostEvents, cancellationToken);
        _watch = new SiteWatch(site, !subject.Ipv6.IsEmpty);
        _times = ScenarioTimes.For(subject);
    }

    public static ScenarioFacts Play(Scenario scenario, MatrixSubject subject, SimulatedSite site, SimulatedWans wans, int mostEvents, CancellationToken cancellationToken) =>
        new ScenarioRun(scenario, subject, site, wans, mostEvents, cancellationToken).Play();

    private ScenarioFacts Play()
    {
        Advance(_times.Settle);
        _watch.Begin(keepLines: false);
        _watch.Notice();
        var (before, before6) = (_watch.Last, _watch.Ipv6?.Looks[^1]);
        var flows = OpenFlows();
        var calls = _site.RecordedCalls.Length;
        _watch.Begin(keepLines: false);
        Break();
        _watch.Notice();
        Advance(_times.Patience);
        if (_scenario.Then == Then.Mend)
        {
            // What is open now was opened while the primary was dead, and goes home with it.
            (before, before6) = (_watch.Last, _watch.Ipv6?.Looks[^1]);
            flows = flows.AddRange(OpenFlows());
            calls = _site.RecordedCalls.Length;
            _watch.Begin(keepLines: true);
            _watch.Say($"{_wans.Primary.Interface} is mended");
            _site.ClearFaults();
            _watch.Notice();
            Advance(_times.Patience);
        }
        else if (_scenario.Then == Then.Reboot)
        {
            _watch.Begin(keepLines: true);
            _watch.Say("the router restarts");
            _site.Running.Reboot();
            _watch.Notice();
            Advance(_times.AfterBoot);
        }
        foreach (var flow in flows)
            flow.Stop();
        return new ScenarioFacts(_scenario, _subject, _site, _wans)
        {
            Events = _watch.Lines, Looks = [.. _watch.Looks], Flows = flows, Ipv6Looks = [.. _watch.Ipv6?.Looks ?? []], Ipv6Before = before6, CallsBefore = calls, Before = before, GivenUp = _eventsLeft <= 0,
            Span = (_scenario.Then == Then.Reboot ? _times.AfterBoot : _times.Patience).TotalSeconds,
        };
    }

    private void Break()
    {
        if (_scenario.OnPrimary is { } fault)
        {
            _watch.Say($"fault: {_wans.Primary.Interface} {fault}");
            _site.Apply(_wans.Primary.Interface, fault);
        }
        if (_scenario.OnOthers is not { } others)
            return;
        foreach (var link in _wans.Others)
        {
            _watch.Say($"fault: {link.Interface} {others}");
            _site.Apply(link.Interface, others);
        }
    }

    private ImmutableArray<ClientFlow> OpenFlows() => _site.Running.Clients.Inside() is not { } inside
        ? []
        : [.. s_flows.Select(flow => ClientFlow.Open(_site, inside, flow.Protocol, Internet.AddressOf(flow.Host)!.Value, flow.Port)).OfType<ClientFlow>()];

    private void Advance(TimeSpan by)
    {
        var until = _site.Clock.Now + by;
        while (_site.Clock.NextDue is { } due && due <= until && _eventsLeft-- > 0)
        {
            if ((_eventsLeft & 63) == 0)
                _cancellationToken.ThrowIfCancellationRequested();
            _site.Clock.AdvanceTo(due);
            _watch.Notice();
        }
        if (_eventsLeft > 0)
            _site.Clock.AdvanceTo(until);
    }
}
