using System.Net;
using System.Net.Sockets;
using DualWanPortal.Lab.Server;
using DualWanPortal.Lab.Timeline;
using DualWanPortal.Simulation.Router;
using DualWanPortal.Simulation.World;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DualWanPortal.Lab;

/// <summary>A lab that runs: simulated routers, their ports, their time. Disposing it ends every session and frees every port.</summary>
public sealed class LabHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ApiListener> _listeners = [];
    private readonly List<LabRouter> _routers = [];
    private readonly LabTime _clock;
    private Task _pace = Task.CompletedTask;

    private LabHost(LabTime clock, TimeProvider time) => (_clock, Time) = (clock, new LabClock(clock, time));

    /// <summary>The routers' own time, for who works on them as on real ones.</summary>
    public TimeProvider Time { get; }

    /// <summary>In the order of their ports.</summary>
    public IReadOnlyList<LabRouter> Routers => _routers;

    /// <summary>Returns when every router listens.</summary>
    /// <exception cref="LabException">Scenario unknown, nothing to run, address not allowed, port taken.</exception>
    public static async Task<LabHost> StartAsync(LabOptions options, TimeProvider time, CancellationToken cancellationToken, ILoggerFactory? logs = null)
    {
        if (!IPAddress.IsLoopback(options.Bind) && !options.AllowNonLoopback)
            throw new LabException($"Simulated routers have a known password and listen on loopback only; {options.Bind} is not.");
        var host = new LabHost(new LabTime(time, options.Speed), time);
        try
        {
            await Task.Run(() => host.Build(options, cancellationToken), cancellationToken);
            host.Schedule(options.Timeline);
            host.Listen(options, time, (logs ?? NullLoggerFactory.Instance).CreateLogger("DualWanPortal.Lab"));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on the routers live so many times faster than the wall clock.</summary>
    public void Run(double speed) => _clock.Run(speed);

    public LabRouter? Named(string name) => _routers.FirstOrDefault(router => router.Name == name);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pace;
        foreach (var listener in _listeners)
            await listener.DisposeAsync();
        _listeners.Clear();
        _stop.Dispose();
    }

    private void Build(LabOptions options, CancellationToken cancellationToken)
    {
        var start = _clock.Start - options.WarmUp;
        var profile = options.Profile ?? RouterProfile.V721;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken };
        var sites = LabNetwork.Sites(options.Scenario ?? options.Timeline?.Scenario);
        var blueprints = sites.Select(site => site.Scenario).Distinct(StringComparer.Ordinal).ToDictionary(scenario => scenario, scenario => SiteBlueprint.FromScenario(scenario, scenario, profile), StringComparer.Ordinal);
        var routers = new LabRouter[sites.Length + options.Exports.Length];
        Parallel.For(0, routers.Length, parallel, k =>
        {
            routers[k] = k < sites.Length ? LabNetwork.Build(sites[k].Name, blueprints[sites[k].Scenario], start, _clock) : LabNetwork.Build(options.Exports[k - sites.Length], options.Profile, start, _clock);
            routers[k].Prepare(options.Password);
        });
        _routers.AddRange(routers);
        if (_routers.Count == 0)
            throw new LabException($"Nothing to run: name a scenario ({LabNetwork.Known}) or an export.");
        if (_routers.Select(router => router.Name).Distinct(StringComparer.Ordinal).Count() < _routers.Count)
            throw new LabException("Two routers of the lab have the same name; rename one of the export files.");
    }

    /// <summary>Every event becomes due on the clock of its router, so that a lab that lives faster meets it sooner.</summary>
    private void Schedule(LabTimeline? timeline)
    {
        foreach (var happening in timeline?.Events ?? [])
        {
            var sites = happening.Site == LabEvent.EverySite ? _routers : [.. _routers.Where(router => router.Name == happening.Site)];
            if (sites.Count == 0)
                throw new LabException($"Line {happening.Line} of the scenario file: the lab has no router '{happening.Site}'.");
            foreach (var router in sites)
            {
                if (router.Schedule(happening) is { } why)
                    throw new LabException($"Line {happening.Line} of the scenario file: {why}");
            }
        }
    }

    private void Listen(LabOptions options, TimeProvider time, ILogger log)
    {
        for (var k = 0; k < _routers.Count; k++)
        {
            var router = _routers[k];
            var listeners = new List<ApiListener>();
            router.Port = Start(options.Port == 0 ? 0 : options.Port + (2 * k), tls: false);
            if (options.Tls)
                router.TlsPort = Start(options.TlsPort is { } single && _routers.Count == 1 ? single : options.Port == 0 ? 0 : options.Port + (2 * k) + 1, tls: true);
            router.Serve(listeners);

            int Start(int port, bool tls)
            {
                if (port > IPEndPoint.MaxPort)
                    throw new LabException($"{_routers.Count} routers do not fit above port {options.Port}; begin lower, or with 0 for free ports.");
                var listener = new ApiListener(router, new IPEndPoint(options.Bind, port), tls, time, log);
                _listeners.Add(listener);
                listeners.Add(listener);
                try
                {
                    return listener.Start();
                }
                catch (SocketException refused)
                {
                    throw new LabException($"Port {port} on {options.Bind} cannot be used ({refused.SocketErrorCode}); try another --port, or 0 for free ports.", refused);
                }
            }
        }
        _pace = new Pacemaker(_routers, time, _clock, log).RunAsync(_stop.Token);
    }
}
