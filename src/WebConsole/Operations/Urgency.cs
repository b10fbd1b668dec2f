namespace WebConsole.Operations;

/// <summary>What an operation may wait for.</summary>
public enum Urgency
{
    /// <summary>Short, and someone waits for it: it waits for other clicks of the host, and never for long work.</summary>
    Click,

    /// <summary>What may take minutes: it waits for other jobs of the host.</summary>
    Job,

    /// <summary>What a person needs when things go wrong: force off, abort. It waits for nothing, not even for other work on its object, and only for the same action of its own kind.</summary>
    WayOut,
}
