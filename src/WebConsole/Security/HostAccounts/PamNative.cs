using System.Runtime.InteropServices;

namespace WebConsole.Security.HostAccounts;

/// <summary>The part of Linux-PAM's <c>security/pam_appl.h</c> that checks a password. Names are PAM's.</summary>
internal static unsafe partial class PamNative
{
    public const int PAM_SUCCESS = 0;
    public const int PAM_SERVICE_ERR = 3;
    public const int PAM_SYSTEM_ERR = 4;
    public const int PAM_BUF_ERR = 5;
    public const int PAM_AUTHINFO_UNAVAIL = 9;
    public const int PAM_CONV_ERR = 19;
    public const int PAM_ABORT = 26;

    public const int PAM_USER = 2;
    public const int PAM_RHOST = 4;
    public const int PAM_FAIL_DELAY = 10;

    public const int PAM_PROMPT_ECHO_OFF = 1;
    public const int PAM_PROMPT_ECHO_ON = 2;
    public const int PAM_ERROR_MSG = 3;
    public const int PAM_TEXT_INFO = 4;

    public const int PAM_DISALLOW_NULL_AUTHTOK = 0x0001;
    public const int PAM_SILENT = 0x8000;

    public const int PAM_MAX_NUM_MSG = 32;

    private const string Library = "libpam.so.0";

    /// <summary>Whether the library is installed.</summary>
    public static bool IsInstalled { get; } = NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int pam_start(string service, string user, pam_conv* conversation, out nint handle);

    [LibraryImport(Library)]
    public static partial int pam_end(nint handle, int status);

    [LibraryImport(Library)]
    public static partial int pam_authenticate(nint handle, int flags);

    [LibraryImport(Library)]
    public static partial int pam_acct_mgmt(nint handle, int flags);

    [LibraryImport(Library)]
    public static partial int pam_set_item(nint handle, int item, void* value);

    [LibraryImport(Library)]
    public static partial int pam_get_item(nint handle, int item, out nint value);

    [LibraryImport(Library)]
    public static partial nint pam_strerror(nint handle, int error);

    [StructLayout(LayoutKind.Sequential)]
    public struct pam_conv
    {
        public delegate* unmanaged[Cdecl]<int, pam_message**, pam_response**, void*, int> conv;
        public void* appdata_ptr;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct pam_message
    {
        public int msg_style;
        public byte* msg;
    }

    /// <summary>PAM frees the response and its text with <c>free</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct pam_response
    {
        public byte* resp;
        public int resp_retcode;
    }
}
