namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>Bounds of what scripts may cost the simulation. Scripts that people write for hooks stay far below.</summary>
internal static class ScriptLimits
{
    /// <summary>Longest source; <c>/execute</c> of a real router takes 64 kB (reference 1.11).</summary>
    public const int Source = 64 * 1024;

    /// <summary>Blocks and brackets inside each other in a source.</summary>
    public const int Nesting = 64;

    /// <summary>Unfinished evaluations of one run: bounds recursion.</summary>
    public const int Frames = 2_000;

    /// <summary>Steps without a pause before the script lets simulated time pass, as a busy processor does.</summary>
    public const int Slice = 10_000;

    public static readonly TimeSpan SlicePause = TimeSpan.FromMilliseconds(50);

    /// <summary>Steps that a run may owe before it is stopped; each second of waiting pays back <see cref="StepsPerSecond"/>.</summary>
    public const int Steps = 300_000;

    public const int StepsPerSecond = 2_000;

    /// <summary>What is made, read or joined of a text or an array costs a step for so many of it.</summary>
    public const int CharactersPerStep = 256;

    public const int ElementsPerStep = 32;

    /// <summary>Characters of one text and of the output of one run.</summary>
    public const int Text = 64 * 1024;

    /// <summary>
    /// Real time that one regular expression may take. The only bound here that a clock outside the simulation decides: far beyond what an expression that means something
    /// takes on a machine with too much to do, the first one of a process included, which is compiled in that time.
    /// </summary>
    public static readonly TimeSpan Pattern = TimeSpan.FromSeconds(10);

    public const int Elements = 4_096;

    /// <summary>Characters of all that is in one array, arrays in it included.</summary>
    public const int Array = 1_000_000;

    /// <summary>Variables of one user that outlive a run.</summary>
    public const int Globals = 256;

    /// <summary>Texts that one router need not read again.</summary>
    public const int Kept = 32;

    /// <summary>Scripts that run on one router at once.</summary>
    public const int Jobs = 32;
}
