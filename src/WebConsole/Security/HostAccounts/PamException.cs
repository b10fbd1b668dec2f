namespace WebConsole.Security.HostAccounts;

/// <summary>PAM says no, or nothing.</summary>
internal sealed class PamException(int status, string message) : Exception(message)
{
    /// <summary>Whether this tells nothing of the account: a module, or what it asks, does not work.</summary>
    public bool IsUnavailable => status is PamNative.PAM_SERVICE_ERR or PamNative.PAM_SYSTEM_ERR or PamNative.PAM_BUF_ERR
        or PamNative.PAM_AUTHINFO_UNAVAIL or PamNative.PAM_ABORT;
}
