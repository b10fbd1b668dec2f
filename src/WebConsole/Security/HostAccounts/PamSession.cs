using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using static WebConsole.Security.HostAccounts.PamNative;

namespace WebConsole.Security.HostAccounts;

/// <summary>One conversation with PAM about one account, on one thread. See docs/adr/0011-pam-by-interop.md.</summary>
internal sealed unsafe class PamSession : IDisposable
{
    private readonly nint _handle;
    private readonly pam_conv* _conversation;
    private readonly byte* _password;
    private readonly int _passwordLength;
    private int _status;

    /// <param name="service">The file in <c>/etc/pam.d</c>.</param>
    /// <param name="user">The account.</param>
    /// <param name="password"><c>null</c> if no password will be needed.</param>
    /// <param name="from">The client's address, for the logs and rules of the modules.</param>
    /// <exception cref="PamException">PAM can't be started.</exception>
    public PamSession(string service, string user, string? password, string? from)
    {
        _passwordLength = Encoding.UTF8.GetByteCount(password ?? "") + 1;
        _password = (byte*)NativeMemory.AllocZeroed((nuint)_passwordLength);
        Encoding.UTF8.GetBytes(password ?? "", new Span<byte>(_password, _passwordLength));
        _conversation = (pam_conv*)NativeMemory.Alloc((nuint)sizeof(pam_conv));
        *_conversation = new pam_conv { conv = &Converse, appdata_ptr = password is null ? null : _password };
        _status = pam_start(service, user, _conversation, out _handle);
        if (_status != PAM_SUCCESS)
        {
            Free();
            throw new PamException(_status, "PAM does not begin");
        }
        // PAM's delay after a failure would block the thread; PasswordSignIn delays the answer instead.
        _ = pam_set_item(_handle, PAM_FAIL_DELAY, (delegate* unmanaged[Cdecl]<int, uint, void*, void>)&DoNotDelay);
        if (from is not null)
            SetItem(PAM_RHOST, from);
    }

    /// <summary>The account's name, which the modules may have changed.</summary>
    public string? User => pam_get_item(_handle, PAM_USER, out var user) == PAM_SUCCESS ? Marshal.PtrToStringUTF8(user) : null;

    /// <summary>Checks the password; an empty one never passes.</summary>
    /// <exception cref="PamException">The password is wrong.</exception>
    public void Authenticate() => Check(pam_authenticate(_handle, PAM_SILENT | PAM_DISALLOW_NULL_AUTHTOK));

    /// <summary>
    /// Checks that the account may be used: it has not expired, no new password is due, and the host lets it in.
    /// </summary>
    /// <exception cref="PamException">The account may not be used.</exception>
    public void CheckAccount() => Check(pam_acct_mgmt(_handle, PAM_SILENT | PAM_DISALLOW_NULL_AUTHTOK));

    public void Dispose()
    {
        _ = pam_end(_handle, _status);
        Free();
    }

    private void Check(int status)
    {
        _status = status;
        if (status != PAM_SUCCESS)
            throw new PamException(status, Marshal.PtrToStringUTF8(pam_strerror(_handle, status)) ?? "PAM refuses");
    }

    private void SetItem(int item, string value)
    {
        var text = Marshal.StringToCoTaskMemUTF8(value);
        _ = pam_set_item(_handle, item, (void*)text);
        Marshal.FreeCoTaskMem(text);
    }

    private void Free()
    {
        CryptographicOperations.ZeroMemory(new Span<byte>(_password, _passwordLength));
        NativeMemory.Free(_password);
        NativeMemory.Free(_conversation);
    }

    /// <summary>
    /// Answers the modules' prompts: the password for prompts without echo, and nothing for mere messages.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Converse(int count, pam_message** messages, pam_response** responses, void* password)
    {
        if (count is <= 0 or > PAM_MAX_NUM_MSG || password is null)
            return PAM_CONV_ERR;
        var answers = (pam_response*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(pam_response));
        for (var at = 0; at < count; at++)
        {
            switch (messages[at]->msg_style)
            {
                case PAM_PROMPT_ECHO_OFF:
                    answers[at].resp = Copy((byte*)password);
                    break;
                case PAM_ERROR_MSG or PAM_TEXT_INFO:
                    break;
                default:
                    Abandon(answers, at);
                    return PAM_CONV_ERR;
            }
        }
        *responses = answers;
        return PAM_SUCCESS;
    }

    private static byte* Copy(byte* text)
    {
        var whole = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
        var copy = (byte*)NativeMemory.AllocZeroed((nuint)whole.Length + 1);
        whole.CopyTo(new Span<byte>(copy, whole.Length));
        return copy;
    }

    private static void Abandon(pam_response* answers, int count)
    {
        for (var at = 0; at < count; at++)
        {
            if (answers[at].resp is null)
                continue;
            CryptographicOperations.ZeroMemory(MemoryMarshal.CreateSpan(ref *answers[at].resp, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(answers[at].resp).Length));
            NativeMemory.Free(answers[at].resp);
        }
        NativeMemory.Free(answers);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void DoNotDelay(int status, uint microseconds, void* data)
    {
    }
}
