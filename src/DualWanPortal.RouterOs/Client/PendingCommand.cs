namespace DualWanPortal.RouterOs.Client;

/// <summary>One command under way. <see cref="AddRow"/>, <see cref="AddTrap"/> and <see cref="Done"/> are called by the read loop only; none runs a caller's code.</summary>
internal abstract class PendingCommand(string path)
{
    private List<TrapWords>? _traps;

    public string Path { get; } = path;

    /// <summary>Given by the connection before the first byte is written.</summary>
    public uint Tag { get; set; }

    /// <summary>Timestamps of the connection's clock.</summary>
    public long StartedAt { get; set; }
    public long Deadline { get; set; }

    /// <summary>Nobody waits for it any more; only its end is awaited, for as long as the grace time.</summary>
    public bool Cancelled { get; set; }

    /// <summary>No deadline of its own: the caller's token ends it.</summary>
    public virtual bool IsStream => false;

    /// <summary>What the router refused, in order; empty when it did not.</summary>
    public IReadOnlyList<TrapWords> Traps => _traps ?? [];

    /// <returns>False when the command holds more than it may.</returns>
    public abstract bool AddRow(RouterOsRow row);

    public void AddTrap(TrapWords trap)
    {
        _traps ??= [];
        if (_traps.Count < MostTraps)
            _traps.Add(trap);
    }

    /// <summary>The router finished it, without a trap.</summary>
    public abstract void Done(string? result);

    /// <summary>It ended otherwise; only the first end counts.</summary>
    public abstract void Fail(RouterOsException reason);

    // More than one is rare (reference 1.2); a peer that repeats them without end must not fill the memory.
    private const int MostTraps = 16;
}
