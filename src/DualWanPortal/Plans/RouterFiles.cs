using System.Globalization;
using DualWanPortal.RouterOs.Client;
using DualWanPortal.RouterOs.Model;

namespace DualWanPortal.Plans;

/// <summary>Files on a router's flash, as far as the API reaches them (reference 3.13).</summary>
public sealed class RouterFiles(RouterOsClient client, RouterOsVersion version, TimeProvider time)
{
    private const int ChunkBytes = 32768;
    private const long LargestBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan s_appears = TimeSpan.FromSeconds(30);

    /// <summary><c>/file/read</c> exists since 7.13; before, only short texts can be read, as a property.</summary>
    private bool CanReadChunks => version.AtLeast(7, 13);

    /// <summary>Waits until the file is there and no longer grows.</summary>
    /// <returns>Its size in bytes; null when it did not appear in time.</returns>
    public async Task<long?> WaitForAsync(string name, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + s_appears;
        long? before = null;
        while (time.GetUtcNow() < deadline)
        {
            if (await SizeAsync(name, cancellationToken) is { } size && size > 0)
            {
                if (size == before)
                    return size;
                before = size;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(300), time, cancellationToken);
        }
        return null;
    }

    /// <summary>The content, or null when this version's API cannot give it.</summary>
    public async Task<byte[]?> ReadAsync(string name, long size, bool text, CancellationToken cancellationToken)
    {
        if (size > LargestBytes)
            return null;
        if (CanReadChunks)
            return await ReadChunksAsync(name, size, cancellationToken);
        if (!text || size > (version.IsV6 ? 4096 : 61440))
            return null;
        var reply = await client.RunAsync(new RouterOsCommand("/file/print").Where($"?name={name}").Select("contents"), cancellationToken);
        return reply.Rows is [var row, ..] && row.TryGetBytes("contents", out var contents) ? contents.ToArray() : null;
    }

    /// <summary>Removes the file; one that is not there is what was wanted.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var found = await client.RunAsync(new RouterOsCommand("/file/print").Where($"?name={name}").Select(".id", "name"), cancellationToken);
        foreach (var row in found.Rows)
            if (row[".id"] is { } id)
                await client.RunAsync(new RouterOsCommand("/file/remove").With(".id", id), cancellationToken);
    }

    private async Task<long?> SizeAsync(string name, CancellationToken cancellationToken)
    {
        var reply = await client.RunAsync(new RouterOsCommand("/file/print").Where($"?name={name}").Select("name", "size"), cancellationToken);
        return reply.Rows is [var row, ..] && long.TryParse(row["size"], CultureInfo.InvariantCulture, out var size) ? size : null;
    }

    private async Task<byte[]> ReadChunksAsync(string name, long size, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream((int)size);
        while (content.Length < size)
        {
            var reply = await client.RunAsync(new RouterOsCommand("/file/read").With("file", name)
                .With("offset", content.Length.ToString(CultureInfo.InvariantCulture)).With("chunk-size", ChunkBytes.ToString(CultureInfo.InvariantCulture)), cancellationToken);
            if (!Append(reply, content))
                throw new PlanStepException($"The router stopped in the middle of {name}: {content.Length} of {size} bytes.");
        }
        return content.ToArray();
    }

    private static bool Append(RouterOsReply reply, MemoryStream content)
    {
        var before = content.Length;
        foreach (var row in reply.Rows)
            if (row.TryGetBytes("data", out var data))
                content.Write(data);
        return content.Length > before;
    }
}
