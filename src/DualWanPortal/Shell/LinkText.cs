using System.Globalization;

namespace DualWanPortal.Shell;

/// <summary>Numbers of a link as people read them; a dash where nothing was measured, never a zero that was not.</summary>
public static class LinkText
{
    public const string NotMeasured = "–";

    public static string Rtt(double? milliseconds) => milliseconds switch
    {
        null => NotMeasured,
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
    };

    public static string Loss(double? percent) => percent switch
    {
        null => NotMeasured,
        > 0 and < 1 => "<1 % loss",
        _ => string.Create(CultureInfo.InvariantCulture, $"{percent:0} % loss"),
    };

    /// <summary>Class of the colour that a loss has in charts: the steps that SmokePing made familiar, in a palette safe for the colour-blind.</summary>
    public static string LossClass(double percent) => percent switch { <= 0 => "loss-0", < 5 => "loss-1", < 20 => "loss-2", < 100 => "loss-3", _ => "loss-4" };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB"),
    };
}
