namespace DualWanPortal.Simulation.Router.Scripting;

/// <summary>
/// Drives the evaluations of one run: a stack of iterators, on the simulation's clock. Counts what the run costs, lets time pass when it is busy for long, and stops it
/// when it never rests.
/// </summary>
internal sealed class ScriptMachine(SimulationClock clock, Action<ScriptError?> ended)
{
    private readonly Stack<(IEnumerator<ScriptStep> Body, FrameKind Kind)> _frames = new();
    private ScheduledAction? _pause;
    private DateTimeOffset _rested = clock.Now;
    private double _owed;
    private int _slice;
    private bool _running;
    private bool _suspended;

    /// <summary>Value of the last evaluation. Long texts and arrays cost steps: a script that makes them over and over is busy too.</summary>
    public ScriptValue Result
    {
        get;
        set
        {
            field = value;
            _owed += value switch
            {
                TextValue text => text.Characters.Length / ScriptLimits.CharactersPerStep,
                ArrayValue array => array.Elements.Length / ScriptLimits.ElementsPerStep,
                _ => 0,
            };
        }
    } = ScriptValue.Nothing;

    /// <summary>The error that ended the last guarded evaluation; null when it ended well.</summary>
    public ScriptError? Caught { get; private set; }

    public bool Ended { get; private set; }

    public void Start(IEnumerator<ScriptStep> script)
    {
        _frames.Push((script, FrameKind.Function));
        Run();
    }

    /// <summary>What a suspended evaluation waited for is there. Only for one that has suspended: a wait that ended at once must not suspend.</summary>
    public void Resume()
    {
        _suspended = false;
        if (!_running && !Ended)
            Run();
    }

    /// <summary>Resumes after a time.</summary>
    public void ResumeAfter(TimeSpan delay) => _pause = clock.After(delay, Resume);

    public void Fail(ScriptError error)
    {
        Ended = true;
        ended(error);
    }

    /// <summary>Ends the run without a word.</summary>
    public void Kill()
    {
        _pause?.Cancel();
        Ended = true;
        if (!_running)
            Unwind(static _ => false);
    }

    private void Run()
    {
        _running = true;
        Rest();
        ScriptError? failure = null;
        while (!Ended && _frames.Count > 0 && failure is null && !_suspended)
        {
            if (++_slice > ScriptLimits.Slice)
            {
                _slice = 0;
                _suspended = true;
                ResumeAfter(ScriptLimits.SlicePause);
                break;
            }
            failure = ++_owed > ScriptLimits.Steps ? new ScriptError("stopped by the simulation: the script never rests") : Step();
        }
        _running = false;
        if (Ended || failure is not null)
            Unwind(static _ => false);
        if (Ended || (_frames.Count > 0 && failure is null))
            return;
        Ended = true;
        ended(failure);
    }

    /// <summary>Waiting pays back steps.</summary>
    private void Rest()
    {
        _owed = Math.Max(0, _owed - ((clock.Now - _rested).TotalSeconds * ScriptLimits.StepsPerSecond));
        _rested = clock.Now;
    }

    /// <returns>An error that nothing caught.</returns>
    private ScriptError? Step()
    {
        var (body, kind) = _frames.Peek();
        try
        {
            if (!body.MoveNext())
            {
                _frames.Pop();
                body.Dispose();
                if (kind == FrameKind.Guard)
                    Caught = null;
                return null;
            }
        }
        catch (ScriptError error)
        {
            if (!Unwind(static frame => frame == FrameKind.Guard))
                return error;
            Caught = error;
            return null;
        }
        switch (body.Current)
        {
            case ScriptStep.Evaluate evaluate:
                if (_frames.Count >= ScriptLimits.Frames)
                    return new ScriptError("stopped by the simulation: nested too deeply");
                _frames.Push((evaluate.Body, evaluate.Kind));
                break;
            case ScriptStep.Return leave:
                Unwind(static frame => frame == FrameKind.Function);
                Result = leave.Value;
                break;
            case ScriptStep.Leave:
                Unwind(static _ => false);
                Result = ScriptValue.Nothing;
                break;
            case ScriptStep.Suspend:
                _suspended = true;
                break;
        }
        return null;
    }

    /// <summary>Drops frames up to and with the first of the wanted kind; false when there was none.</summary>
    private bool Unwind(Func<FrameKind, bool> wanted)
    {
        while (_frames.TryPop(out var frame))
        {
            frame.Body.Dispose();
            if (wanted(frame.Kind))
                return true;
        }
        return false;
    }
}
