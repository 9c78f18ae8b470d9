using DualWanPortal.RouterOs.Client;

namespace DualWanPortal.RouterOs.Tests.Client;

/// <summary>The messages of reference 1.9.</summary>
public sealed class TrapClassifierTests
{
    [Theory]
    [InlineData("no such item", 0, TrapKind.NoSuchItem)]
    [InlineData("no such item (4)", null, TrapKind.NoSuchItem)]
    [InlineData("no such command", 0, TrapKind.NoSuchCommand)]
    [InlineData("no such command or directory (foo)", null, TrapKind.NoSuchCommand)]
    [InlineData("no such command prefix", 0, TrapKind.NoSuchCommand)]
    [InlineData("unknown parameter", null, TrapKind.UnknownParameter)]
    [InlineData("unknown parameter foo", null, TrapKind.UnknownParameter)]
    [InlineData("input does not match any value of interface", 1, TrapKind.InvalidValue)]
    [InlineData("ambiguous value of interface, more than one possible value matches input", 1, TrapKind.InvalidValue)]
    [InlineData("value of distance out of range (1..255)", 1, TrapKind.InvalidValue)]
    [InlineData("invalid value for argument gateway", null, TrapKind.InvalidValue)]
    [InlineData("invalid value of mac, mac address required", 1, TrapKind.InvalidValue)]
    [InlineData("missing value(s) of argument(s) interface", 1, TrapKind.MissingValue)]
    [InlineData("missing =interface=", null, TrapKind.MissingValue)]
    [InlineData("failure: already have such address", 4, TrapKind.AlreadyExists)]
    [InlineData("failure: already have such entry", null, TrapKind.AlreadyExists)]
    [InlineData("already have interface with name X", null, TrapKind.AlreadyExists)]
    [InlineData("failure: user with the same name already exists", null, TrapKind.AlreadyExists)]
    [InlineData("not enough permissions (9)", null, TrapKind.NotPermitted)]
    [InlineData("not enough permissions (9) (/ip/route; line 1)", null, TrapKind.NotPermitted)]
    [InlineData("std failure: not allowed (9)", null, TrapKind.NotPermitted)]
    [InlineData("failure: not allowed by device-mode", null, TrapKind.NotAllowedByDeviceMode)]
    [InlineData("failure: configuration flagged, check all router configuration for unauthorized changes and update device-mode", null, TrapKind.NotAllowedByDeviceMode)]
    [InlineData("failure: can not remove builtin table", 4, TrapKind.Other)]
    [InlineData("interrupted", 2, TrapKind.Interrupted)]
    [InlineData("failure: dns name does not exist", 4, TrapKind.Other)]
    [InlineData("action timed out - try again, if error continues contact MikroTik support and send a supout file (13)", null, TrapKind.TimedOut)]
    [InlineData("action failed (6)", null, TrapKind.Other)]
    [InlineData("words of a later version", 0, TrapKind.NoSuchItem)]
    [InlineData("words of a later version", 1, TrapKind.InvalidValue)]
    [InlineData("words of a later version", 2, TrapKind.Interrupted)]
    [InlineData("words of a later version", 99, TrapKind.Other)]
    [InlineData(null, null, TrapKind.Other)]
    public void Reference_1_9_Classify_KnownMessage_GivesKind(string? message, int? category, TrapKind kind) => Assert.Equal(kind, TrapClassifier.Classify(message, category));
}
