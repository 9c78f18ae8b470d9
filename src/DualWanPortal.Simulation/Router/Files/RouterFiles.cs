using System.Globalization;
using System.Text;
using DualWanPortal.Simulation.Router.Commands;
using DualWanPortal.Simulation.Router.Tools;

namespace DualWanPortal.Simulation.Router.Files;

/// <summary>The router's disk: <c>/file</c> rows with their contents, reading in pieces, backups and exports (reference 3.13).</summary>
public sealed class RouterFiles
{
    /// <summary>Where the text of a file that is no text for <c>contents</c> is kept; names with a dot are never printed.</summary>
    private const string Body = ".body";
    private const int LongestChunk = 32768;

    private readonly SimulatedRouter _router;
    private readonly Dictionary<MenuRow, (ConfigSnapshot Snapshot, string Password)> _backups = [];

    private RouterFiles(SimulatedRouter router) => _router = router;

    /// <summary>Registers the commands around files; to be called once per router.</summary>
    public static void Attach(SimulatedRouter router)
    {
        var files = new RouterFiles(router);
        router.Commands["/system/backup/save"] = files.SaveBackup;
        router.Commands["/system/backup/load"] = files.LoadBackup;
        router["/file"].Changed += change =>
        {
            if (change.Kind == MenuChangeKind.Removed)
                files._backups.Remove(change.Row);
        };
        router.Commands["/export"] = (request, reply) => ExportCommand.Run(router, null, request, reply);
        if (router.Profile.Version.AtLeast(7, 13))
            router.Commands["/file/read"] = files.Read;
        if (router.Profile.Version.AtLeast(7, 9))
            router.Commands["/file/add"] = (request, reply) => files.Add(request, reply);
    }

    /// <summary>Makes the file, or replaces what a file of this name held.</summary>
    internal static void Write(SimulatedRouter router, string name, string type, string text, bool printable)
    {
        var files = router["/file"];
        (string, string?)[] values =
        [
            ("name", name), ("type", type), ("size", Encoding.UTF8.GetByteCount(text).ToString(CultureInfo.InvariantCulture)),
            (router.Profile.Version.AtLeast(7, 16) ? "last-modified" : "creation-time", RouterTime.Moment(router.Profile, router.Clock.Now)),
            ("contents", printable ? text : null), (Body, printable ? null : text),
        ];
        if (files.Named(name) is { } known)
            files.Set(known, byHand: false, values);
        else
            files.Add(values.Where(value => value.Item2 is not null).Select(value => KeyValuePair.Create(value.Item1, value.Item2!)));
    }

    private RunningCommand? Add(CommandRequest request, IReplySink reply)
    {
        var version = _router.Profile.Version;
        foreach (var (name, _) in request.Arguments)
        {
            if (name is not ("name" or "contents") && !(name == "type" && version.AtLeast(7, 15)))
                return RouterCommands.Refuse(reply, Refusal.UnknownParameter(name, version));
        }
        if (!request.Caller.Policies.Contains("ftp"))
            return RouterCommands.Refuse(reply, Refusal.NotPermitted(version));
        if (request["name"] is not { Length: > 0 } file)
            return RouterCommands.Refuse(reply, Refusal.Missing("name", version));
        if (_router["/file"].Named(file) is not null)
            return RouterCommands.Refuse(reply, Refusal.Failure("already have such file"));
        var contents = request["contents"] ?? "";
        if (contents.Length > 60 * 1024)
            return RouterCommands.Refuse(reply, Refusal.Invalid("contents"));
        Write(_router, file, file.EndsWith(".rsc", StringComparison.Ordinal) ? "script" : request["type"] ?? ".txt file", contents, printable: true);
        reply.Done(_router["/file"].Named(file)!.Id);
        return null;
    }

    /// <summary>One piece of a file: <c>file offset chunk-size</c>, since 7.13.</summary>
    private RunningCommand? Read(CommandRequest request, IReplySink reply)
    {
        if (request["file"] is not { } name)
            return RouterCommands.Refuse(reply, Refusal.Missing("file", _router.Profile.Version));
        if (request["chunk-size"] is not { } size)
            return RouterCommands.Refuse(reply, Refusal.Missing("chunk-size", _router.Profile.Version));
        if ((_router["/file"].Find(name) ?? _router["/file"].Named(name)) is not { } file)
            return RouterCommands.Refuse(reply, Refusal.NoSuchItem);
        if (ValueText.Number(size) is not (>= 1 and <= LongestChunk and var chunk))
            return RouterCommands.Refuse(reply, new Refusal(FormattableString.Invariant($"value of chunk-size out of range (1..{LongestChunk})"), 1));
        if (ValueText.Number(request["offset"] ?? "0") is not (>= 0 and var offset))
            return RouterCommands.Refuse(reply, Refusal.Invalid("offset"));
        var bytes = Encoding.UTF8.GetBytes(file["contents"] ?? file[Body] ?? "");
        var begin = (int)Math.Min(offset, bytes.Length);
        reply.Row([new("data", Encoding.UTF8.GetString(bytes, begin, (int)Math.Min(chunk, bytes.Length - begin)))]);
        reply.Done();
        return null;
    }

    /// <summary>A binary backup is for the same device only: its bytes say what it is a backup of, and what it holds is kept beside it.</summary>
    private RunningCommand? SaveBackup(CommandRequest request, IReplySink reply)
    {
        foreach (var (argument, _) in request.Arguments)
        {
            if (argument is not ("name" or "password" or "encryption" or "dont-encrypt"))
                return RouterCommands.Refuse(reply, Refusal.UnknownParameter(argument, _router.Profile.Version));
        }
        var name = request["name"] is { Length: > 0 } given
            ? given
            : $"{_router["/system/identity"].Settings["name"]}-{_router.Clock.Now.UtcDateTime.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}";
        if (!name.EndsWith(".backup", StringComparison.Ordinal))
            name += ".backup";
        var encrypted = !string.IsNullOrEmpty(request["password"]) && request["dont-encrypt"] is not ("yes" or "true" or "");
        Write(_router, name, "backup", $"backup of {_router.Name}, {(encrypted ? "encrypted" : "plain")}\n" + ExportText.Of(_router, null, new ExportStyle(ShowsSensitive: !encrypted)), printable: false);
        _backups[_router["/file"].Named(name)!] = (ConfigSnapshot.Of(_router), encrypted ? request["password"]! : "");
        _router.Log("system,info", $"configuration backup {name} saved");
        reply.Done();
        return null;
    }

    /// <summary>Restores everything and restarts, without asking (reference 3.13). Texts of refusals are a guess.</summary>
    private RunningCommand? LoadBackup(CommandRequest request, IReplySink reply)
    {
        foreach (var (argument, _) in request.Arguments)
        {
            if (argument is not ("name" or "password" or "force-v6-to-v7-configuration-upgrade"))
                return RouterCommands.Refuse(reply, Refusal.UnknownParameter(argument, _router.Profile.Version));
        }
        if (request["name"] is not { Length: > 0 } name)
            return RouterCommands.Refuse(reply, Refusal.Missing("name", _router.Profile.Version));
        var file = _router["/file"].Named(name) ?? _router["/file"].Named(name + ".backup");
        if (file is null || !_backups.TryGetValue(file, out var backup) || _router.Restart is not { } restart)
            return RouterCommands.Refuse(reply, Refusal.Failure("no such backup file"));
        if (backup.Password != (request["password"] ?? ""))
            return RouterCommands.Refuse(reply, Refusal.Failure("wrong backup password"));
        reply.Done();
        // The answer is on its way before the power goes.
        _router.Clock.After(TimeSpan.FromMilliseconds(200), () => restart(() => backup.Snapshot.PutBack(_router)));
        return null;
    }
}
