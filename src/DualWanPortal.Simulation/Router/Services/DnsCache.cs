using System.Globalization;
using DualWanPortal.Simulation.Router.Routing;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Services;

/// <summary>
/// <c>/ip/dns/cache</c>: names that were resolved, until their time is over or somebody flushes them; static entries stay (reference 3.8). A name in the cache is
/// answered even while no server can be reached.
/// </summary>
internal sealed class DnsCache
{
    private const int MostNames = 2000;

    /// <summary>KiB of an empty cache, and of each name in it.</summary>
    private const int Empty = 38;

    private readonly SimulatedRouter _router;
    private readonly Menu _menu;
    private readonly Menu? _static;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<MenuRow, MenuRow> _fixed = [];

    public DnsCache(SimulatedRouter router)
    {
        (_router, _menu, _static) = (router, router["/ip/dns/cache"], router.Find("/ip/dns/static"));
        router.Reading += OnReading;
        router.PowerChanged += up =>
        {
            if (!up)
                Flush();
        };
        router.Commands["/ip/dns/cache/flush"] = (_, reply) =>
        {
            Flush();
            reply.Done();
            return null;
        };
    }

    /// <summary>The address of a name that is still good; null when it must be asked.</summary>
    public Ipv4? Find(string name) => _entries.TryGetValue(name, out var entry) && entry.Until > _router.Clock.Now ? entry.Address : null;

    public void Keep(string name, Ipv4 address, TimeSpan ttl)
    {
        var longest = RouterTime.Parse(_router["/ip/dns"].Settings["cache-max-ttl"]) ?? TimeSpan.FromDays(7);
        var until = _router.Clock.Now + (ttl > longest ? longest : ttl);
        Forget(name);
        if (_entries.Count >= Room)
        {
            _router.Log("dns,warning", "DNS cache full, not storing");
            return;
        }
        var row = _menu.Add([new("name", name), new("type", "A"), new("data", address.ToString()), new("ttl", RouterTime.Span(until - _router.Clock.Now))], dynamic: true);
        _entries[name] = new Entry(address, until, row);
        _router.Clock.After(until - _router.Clock.Now, () =>
        {
            if (_entries.TryGetValue(name, out var entry) && entry.Row == row)
                Forget(name);
        });
    }

    /// <summary>Names that <c>cache-size</c> leaves room for.</summary>
    private int Room => Math.Clamp((int.TryParse((_router["/ip/dns"].Settings["cache-size"] ?? "").Replace("KiB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var size) ? size : 2048) - Empty, 0, MostNames);

    private void Flush()
    {
        foreach (var name in _entries.Keys.ToArray())
            Forget(name);
    }

    private void Forget(string name)
    {
        if (_entries.Remove(name, out var old))
            _menu.Remove(old.Row);
    }

    private void OnReading(Menu menu)
    {
        if (menu == _menu)
        {
            foreach (var entry in _entries.Values)
                entry.Row.Put("ttl", RouterTime.Span(entry.Until - _router.Clock.Now));
            ShowStatic();
        }
        else if (menu.Path == "/ip/dns")
        {
            menu.Settings.Put("cache-used", string.Create(CultureInfo.InvariantCulture, $"{Empty + _entries.Count}KiB"));
        }
    }

    private void ShowStatic()
    {
        var wanted = (_static?.Rows ?? []).Where(row => !row.Disabled && row["name"] is { Length: > 0 }).ToHashSet();
        foreach (var (source, row) in _fixed.Where(entry => !wanted.Contains(entry.Key)).ToArray())
        {
            _fixed.Remove(source);
            _menu.Remove(row);
        }
        foreach (var source in wanted)
        {
            if (!_fixed.TryGetValue(source, out var row))
                row = _fixed[source] = _menu.Add([new("static", "true")], dynamic: true);
            row.Put("name", source["name"]);
            row.Put("type", source["type"] ?? "A");
            row.Put("data", source["address"] ?? source["cname"] ?? source["forward-to"] ?? source["text"] ?? "");
            row.Put("ttl", source["ttl"] ?? "1d");
        }
    }

    private readonly record struct Entry(Ipv4 Address, DateTimeOffset Until, MenuRow Row);
}
