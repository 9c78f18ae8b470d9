using DualWanPortal.Failover.Audit;
using DualWanPortal.Failover.Wans;
using Microsoft.JSInterop;

namespace DualWanPortal.Tests.Audit;

internal static class AuditSamples
{
    public const string TwoEqual = "# 2024-02-17 11:04:56 by RouterOS 7.18.2\n/ip dhcp-client\nadd interface=ether1\nadd interface=ether2\n";

    public static Finding Found(string rule, Severity severity, string? subject = null) => new(rule, severity, $"Title of {rule}", "What will happen.", [new Evidence(3, "add interface=ether1")], [], subject);

    /// <summary>What a browser hands over when a script returns a text.</summary>
    public sealed class TextOfBrowser(byte[] bytes, long? length = null) : IJSStreamReference
    {
        public bool Opened { get; private set; }

        public long Length => length ?? bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize, CancellationToken cancellationToken)
        {
            Opened = true;
            return ValueTask.FromResult<Stream>(new MemoryStream(bytes));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
