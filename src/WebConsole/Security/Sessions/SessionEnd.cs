namespace WebConsole.Security.Sessions;

/// <summary>Why a session ended, for whoever used it; the audit log has its own words.</summary>
public enum SessionEnd
{
    /// <summary>The server does not know it: it ended long ago, or its record is gone.</summary>
    Unknown,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Signed out in another tab or window.</summary>
    SignedOut,

    /// <summary>The same person ended it in another session.</summary>
    Elsewhere,

    /// <summary>An administrator ended it.</summary>
    Administrator,

    /// <summary>The account changed or may no longer sign in.</summary>
    Account,
}
