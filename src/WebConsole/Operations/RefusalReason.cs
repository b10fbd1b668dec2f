namespace WebConsole.Operations;

/// <summary>The kinds of refusal, as far as a caller acts on them.</summary>
public enum RefusalReason
{
    /// <summary>The user's role does not reach.</summary>
    NotAllowed,

    /// <summary>What it would be done to is not there.</summary>
    NotFound,

    /// <summary>What was asked for is wrong in itself.</summary>
    Invalid,

    /// <summary>Something else is being done to it.</summary>
    Conflict,

    /// <summary>Too much is waiting already.</summary>
    Overloaded,
}
