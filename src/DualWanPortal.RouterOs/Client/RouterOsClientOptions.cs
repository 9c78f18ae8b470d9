namespace DualWanPortal.RouterOs.Client;

/// <summary>Limits and deadlines of one connection. Every wait has one.</summary>
public sealed record RouterOsClientOptions
{
    public static RouterOsClientOptions Default { get; } = new();

    /// <summary>TCP connect, TLS handshake and login together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From sending a command to its <c>!done</c>. Streams (listen, ping) are bounded by the caller's token instead.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after a polite <c>/cancel</c> before the connection is closed.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After this much silence a cheap command is sent; no answer within <see cref="CommandTimeout"/> closes the connection. Zero switches it off.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A longer word ends the connection before memory is taken for it. Bytes.</summary>
    public int MaxWordBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>More words in one sentence end the connection.</summary>
    public int MaxWordsPerSentence { get; init; } = 4096;

    /// <summary>A larger sentence (sum of words, bytes) ends the connection.</summary>
    public int MaxSentenceBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Rows buffered for one slow reader of a stream; a stream that overflows fails, the connection lives on.</summary>
    public int StreamBuffer { get; init; } = 4096;

    /// <summary>
    /// Bytes that the rows of one command may hold, for a stream those that wait to be read; more ends that command, the connection lives on.
    /// </summary>
    public long MaxReplyBytes { get; init; } = 64 * 1024 * 1024;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
