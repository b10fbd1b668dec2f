namespace WebConsole.Operations;

/// <summary>The kinds of refusal that callers treat differently.</summary>
public enum RefusalReason
{
    /// <summary>The user's role is not sufficient.</summary>
    NotAllowed,

    /// <summary>The object does not exist.</summary>
    NotFound,

    /// <summary>The arguments are invalid.</summary>
    Invalid,

    /// <summary>Another operation works on the object.</summary>
    Conflict,

    /// <summary>The definition is not the one that the user saw any more.</summary>
    Changed,

    /// <summary>Too many operations are waiting.</summary>
    Overloaded,

    /// <summary>Too many operations of this person are waiting.</summary>
    TooMany,
}
