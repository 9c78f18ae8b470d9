using System.Globalization;

namespace DualWanPortal.Shell;

public static class Plural
{
    /// <summary><c>1 router</c>, <c>3 routers</c>.</summary>
    public static string Of(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary><c>1 line takes</c>, <c>3 lines take</c>.</summary>
    public static string Of(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
