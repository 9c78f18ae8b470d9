using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DualWanPortal.Simulation.Router.Links;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>What single menus refuse or complete beyond the kinds of their fields. Wordings from reference 1.9.</summary>
internal static class MenuRules
{
    private const int MostTables = 4096;

    public static Refusal? Check(Proposal proposal) => proposal.Menu.Path switch
    {
        "/ip/address" => Address(proposal),
        "/ip/route" => Route(proposal),
        "/ip/dhcp-client" => proposal.HasTwin("interface") ? Refusal.Failure("dhcp-client on that interface already exists") : null,
        "/ip/firewall/nat" or "/ip/firewall/filter" or "/ip/firewall/mangle" or "/ip/firewall/raw" => FirewallRules.Check(proposal),
        "/ip/dns" => CacheSize(proposal),
        "/ip/cloud" => proposal.Gives("ddns-update-interval") && ValueText.TryDuration(proposal["ddns-update-interval"] ?? "", out var often) && often < TimeSpan.FromMinutes(1)
            ? new Refusal("value of ddns-update-interval out of range (1m..)", 1) : null,
        "/ip/dns/static" => Record(proposal),
        "/ip/dhcp-server/option" => Option(proposal) ?? UniqueName(proposal),
        "/ip/firewall/address-list" => proposal.HasTwin("list", "address") ? Refusal.Failure("already have such entry") : null,
        "/interface/list/member" => proposal.HasTwin("list", "interface") ? Refusal.Failure("already have such entry") : null,
        "/interface/bridge/port" => proposal.HasTwin("interface") ? Refusal.Failure("device already added as bridge port") : null,
        "/interface/wireguard" => WireGuard(proposal) ?? InterfaceName(proposal),
        "/system/scheduler" => Scheduled(proposal) ?? UniqueName(proposal),
        "/system/script" => Owned(proposal) ?? UniqueName(proposal),
        "/user" => User(proposal),
        "/user/group" => UserPolicies.Check(proposal) ?? UniqueName(proposal),
        "/file" => File(proposal),
        "/system/identity" or "/tool/netwatch" or "/ip/dhcp-server/lease" => null,
        "/interface/wireguard/peers" => Peer(proposal),
        var path when path == "/interface" || InterfaceTypes.Menus.Any(menu => menu.Menu == path) => InterfaceName(proposal),
        "/routing/rule" or "/ip/route/rule" => Rule(proposal),
        "/routing/table" => UniqueName(proposal) ?? Table(proposal),
        _ => UniqueName(proposal),
    };

    private static Refusal? UniqueName(Proposal proposal) =>
        proposal.Gives("name") && proposal["name"] is { } name && proposal.Menu.Rows.Any(row => row != proposal.Row && row["name"] == name)
            ? Refusal.Failure("already have such entry")
            : null;

    private static Refusal? InterfaceName(Proposal proposal)
    {
        if (!proposal.Gives("name") || proposal["name"] is not { } name || name == proposal.Row?["name"])
            return null;
        return proposal.Router["/interface"].Named(name) is not null ? new Refusal($"failure: already have interface with name {name}", 4) : null;
    }

    private static Refusal? Address(Proposal proposal)
    {
        var text = proposal["address"] ?? "";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var bits = 32;
        if (ValueText.Address(slash < 0 ? text : text[..slash]) is not { } address
            || (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= 32)))
        {
            return Refusal.Invalid("address");
        }
        proposal.Values["address"] = FormattableString.Invariant($"{address}/{bits}");
        if (proposal.Gives("address") && !proposal.Gives("network"))
            proposal.Values["network"] = ValueText.Network(address, bits);
        proposal.Values["actual-interface"] = proposal["interface"]!;
        return proposal.HasTwin("address", "interface") ? Refusal.Failure("already have such address") : null;
    }

    private static Refusal? Route(Proposal proposal)
    {
        if (proposal["check-gateway"] == "none")
            proposal.Values.Remove("check-gateway");
        if (proposal["gateway"] is { } gateway && proposal.Gives("gateway") && !GatewayText.IsValid(proposal.Router, gateway))
            return Refusal.Invalid("gateway");
        var black = proposal["blackhole"] is not null || proposal["type"] is "blackhole" or "prohibit" or "unreachable";
        if (proposal["gateway"] is null && !black)
            return Refusal.Missing("gateway", proposal.Router.Profile.Version);
        if (proposal["routing-mark"] == "main")
            proposal.Values.Remove("routing-mark");
        proposal.Values["static"] = "true";
        return null;
    }

    /// <summary>Given in KiB, with or without a unit; shown with it (reference 1.8).</summary>
    private static Refusal? CacheSize(Proposal proposal)
    {
        if (!proposal.Gives("cache-size"))
            return null;
        if (ValueText.Kibibytes(proposal["cache-size"] ?? "") is not { } size)
            return Refusal.Invalid("cache-size");
        proposal.Values["cache-size"] = FormattableString.Invariant($"{size}KiB");
        return null;
    }

    /// <summary>At most 4,096 (reference 3.2); the words are a guess.</summary>
    private static Refusal? Table(Proposal proposal) =>
        proposal.IsNew && proposal.Menu.Rows.Count >= MostTables ? Refusal.Failure("maximum number of routing tables reached") : null;

    /// <summary>One name may have several addresses; of an address alone the kind of record follows.</summary>
    private static Refusal? Record(Proposal proposal)
    {
        if (proposal["type"] is null && proposal["address"]?.Contains(':', StringComparison.Ordinal) == true && !proposal.Router.Profile.Version.IsV6)
            proposal.Values["type"] = "AAAA";
        return proposal["address"] is not null && proposal.HasTwin("name", "address") ? Refusal.Failure("already have such entry") : null;
    }

    private static Refusal? Option(Proposal proposal)
    {
        if (OptionValue.Raw(proposal["value"] ?? "") is { Length: > 0 } raw)
            proposal.Values["raw-value"] = raw;
        else
            proposal.Values.Remove("raw-value");
        return null;
    }

    private static Refusal? Rule(Proposal proposal)
    {
        var lookup = proposal["action"] is null or "lookup" or "lookup-only-in-table";
        return lookup && proposal["table"] is null ? Refusal.Missing("table", proposal.Router.Profile.Version) : null;
    }

    /// <summary>Keys of a simulated router need only look like keys and always be the same for the same input.</summary>
    private static Refusal? WireGuard(Proposal proposal)
    {
        if (string.IsNullOrEmpty(proposal["private-key"]))
            proposal.Values["private-key"] = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{proposal.Router.Name}/{proposal["name"]}")));
        proposal.Values["public-key"] = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(proposal["private-key"]!)));
        return null;
    }

    private static Refusal? Peer(Proposal proposal)
    {
        if (proposal.Gives("allowed-address") && proposal["allowed-address"] is { } allowed)
            proposal.Values["allowed-address"] = string.Join(',', allowed.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => ValueText.Prefix(part) ?? part));
        return null;
    }

    private static Refusal? Scheduled(Proposal proposal)
    {
        if (proposal.Router.Profile.HomeDeviceMode)
            return Refusal.NotAllowedByDeviceMode;
        // Either spelling of a date is taken, and shown in the version's own (reference 1.8).
        if (proposal.Gives("start-date") && RouterTime.ParseDate(proposal["start-date"]) is { } date)
            proposal.Values["start-date"] = RouterTime.Date(proposal.Router.Profile, new DateTimeOffset(date, TimeSpan.Zero));
        if (proposal.Gives("disabled") && proposal["disabled"] == "false" && DeviceMode.FlagForbids(proposal.Router, proposal.Menu.Path, "enable"))
            return Refusal.Flagged;
        return Owned(proposal);
    }

    /// <summary>Nobody creates or changes a script with rights he does not hold (reference 1.10).</summary>
    private static Refusal? Owned(Proposal proposal)
    {
        if (proposal.IsNew)
            proposal.Values["owner"] = proposal.Caller.User;
        var wanted = (proposal["policy"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return proposal.Gives("policy") || proposal.IsNew
            ? wanted.All(proposal.Caller.Policies.Contains) ? null : Refusal.NotPermitted(proposal.Router.Profile.Version)
            : null;
    }

    private static Refusal? User(Proposal proposal)
    {
        if (proposal.Gives("password"))
            proposal.Values.Remove("expired");
        return proposal.Gives("name") && proposal.HasTwin("name") ? Refusal.Failure("user with the same name already exists") : null;
    }

    private static Refusal? File(Proposal proposal)
    {
        var contents = proposal["contents"] ?? "";
        if (!proposal.Gives("contents"))
            return null;
        if (contents.Length > 60 * 1024)
            return Refusal.Invalid("contents");
        proposal.Values["contents"] = contents;
        proposal.Values["size"] = Encoding.UTF8.GetByteCount(contents).ToString(CultureInfo.InvariantCulture);
        return null;
    }
}
