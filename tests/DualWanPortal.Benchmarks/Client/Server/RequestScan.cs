namespace DualWanPortal.Benchmarks.Client.Server;

/// <summary>One request as the neutral server sees it: words shorter than 128 bytes only.</summary>
internal readonly ref struct RequestScan
{
    private RequestScan(ReadOnlySpan<byte> command, ReadOnlySpan<byte> tagWord, int size)
    {
        Command = command;
        TagWord = tagWord;
        Size = size;
    }

    public ReadOnlySpan<byte> Command { get; }

    /// <summary>The tag word with its length prefix; empty without one.</summary>
    public ReadOnlySpan<byte> TagWord { get; }

    /// <summary>Bytes of the whole sentence.</summary>
    public int Size { get; }

    public static bool TryNext(ReadOnlySpan<byte> input, out RequestScan request)
    {
        ReadOnlySpan<byte> command = default, tag = default;
        for (var at = 0; at < input.Length;)
        {
            int length = input[at];
            if (length == 0)
            {
                request = new RequestScan(command, tag, at + 1);
                return true;
            }
            if (at + 1 + length > input.Length)
                break;
            var word = input.Slice(at + 1, length);
            if (command.IsEmpty)
                command = word;
            else if (word.StartsWith(".tag="u8))
                tag = input.Slice(at, length + 1);
            at += 1 + length;
        }
        request = default;
        return false;
    }
}
