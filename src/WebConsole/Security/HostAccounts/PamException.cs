namespace WebConsole.Security.HostAccounts;

/// <summary>PAM refuses, or does not work.</summary>
internal sealed class PamException(int status, string message) : Exception(message)
{
    /// <summary>Whether this is a failure of a module or of its service, and says nothing about the account.</summary>
    public bool IsUnavailable => status is PamNative.PAM_SERVICE_ERR or PamNative.PAM_SYSTEM_ERR or PamNative.PAM_BUF_ERR
        or PamNative.PAM_AUTHINFO_UNAVAIL or PamNative.PAM_ABORT;
}
