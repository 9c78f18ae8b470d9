using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace DualWanPortal.Tests.Operations;

/// <summary>Makes bad backups of a good one.</summary>
internal static class Backups
{
    public static void Rewrite(string from, string to, Func<string, byte[], byte[]> change)
    {
        using var source = ZipFile.OpenRead(from);
        using var target = ZipFile.Open(to, ZipArchiveMode.Create);
        foreach (var entry in source.Entries)
            Add(target, entry.FullName, change(entry.FullName, Read(entry)));
    }

    /// <summary>A backup whose manifest is right and names a file outside the folder.</summary>
    public static void AddOutside(string from, string to)
    {
        const string Name = "keys/../../../outside.xml";
        byte[] content = [1, 2, 3];
        Rewrite(from, to, (name, bytes) =>
        {
            if (name != "manifest.json")
                return bytes;
            var manifest = JsonNode.Parse(bytes)!;
            manifest["files"]![Name] = Convert.ToHexStringLower(SHA256.HashData(content));
            return System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString());
        });
        using var target = ZipFile.Open(to, ZipArchiveMode.Update);
        Add(target, Name, content);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var memory = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(bytes);
    }
}
