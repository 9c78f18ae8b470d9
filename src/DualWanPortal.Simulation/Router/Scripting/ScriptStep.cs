namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>What an evaluation asks of the machine that drives it. Evaluations are iterators, so a script can stop at any place and go on later without a thread.</summary>
internal abstract record ScriptStep
{
    /// <summary>Evaluate this first; its value is <see cref="ScriptMachine.Result"/> afterwards.</summary>
    public sealed record Evaluate(IEnumerator<ScriptStep> Body, FrameKind Kind = FrameKind.Plain) : ScriptStep;

    /// <summary>Go on when <see cref="ScriptMachine.Resume"/> is called.</summary>
    public sealed record Suspend : ScriptStep
    {
        public static Suspend Here { get; } = new();
    }

    /// <summary>Leave the innermost function, or the script, with this value.</summary>
    public sealed record Return(ScriptValue Value) : ScriptStep;

    /// <summary>Leave the whole script.</summary>
    public sealed record Leave : ScriptStep
    {
        public static Leave Script { get; } = new();
    }
}

internal enum FrameKind
{
    Plain,

    /// <summary>An error inside ends here; the one below asks <see cref="ScriptMachine.Caught"/>.</summary>
    Guard,

    /// <summary><c>:return</c> inside ends here.</summary>
    Function,
}
