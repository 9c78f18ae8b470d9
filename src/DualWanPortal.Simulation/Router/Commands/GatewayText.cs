namespace DualWanPortal.Simulation.Router.Commands;

/// <summary>Whether a route's gateway is one the version understands: address, interface, <c>address%interface</c>, <c>…@table</c>; comma lists on v6 (reference 3.1).</summary>
internal static class GatewayText
{
    public static bool IsValid(SimulatedRouter router, string text)
    {
        if (text.Contains(',', StringComparison.Ordinal))
            return router.Profile.Version.IsV6 && text.Split(',').All(part => IsOne(router, part));
        return IsOne(router, text);
    }

    private static bool IsOne(SimulatedRouter router, string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            if (router.Profile.Version.IsV6 || router["/routing/table"].Named(text[(at + 1)..]) is null)
                return false;
            text = text[..at];
        }
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        if (percent >= 0)
            return ValueText.Address(text[..percent]) is not null && IsInterface(router, text[(percent + 1)..]);
        return ValueText.Address(text) is not null || IsInterface(router, text);
    }

    private static bool IsInterface(SimulatedRouter router, string name) => router["/interface"].Named(name) is not null;
}
