using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using WebConsole.Operations;
using static WebConsole.CloudInit.Passwords.CryptNative;

namespace WebConsole.CloudInit.Passwords;

/// <summary>Hashes passwords for <c>/etc/shadow</c> by the host's libcrypt. See docs/adr/0086-cloud-init.md.</summary>
public static class PasswordHash
{
    // libcrypt refuses longer ones: CRYPT_MAX_PASSPHRASE_SIZE.
    internal const int MostBytes = 511;

    // The default of 5,000 is from 2007; this takes some hundredths of a second.
    private const uint Sha512Rounds = 100_000;

    // One hash takes some hundredths of a second of a processor, and yescrypt 16 MiB.
    private static readonly SemaphoreSlim Turns = new(2);

    /// <summary>The hash of a password, with a new salt. It is made on a thread of the pool, at most two at a time.</summary>
    /// <param name="password">At most 511 bytes.</param>
    /// <param name="method">Where the library lacks yescrypt, it is SHA-512.</param>
    /// <param name="cancellationToken">Ends the wait for the turn.</param>
    /// <exception cref="OperationFailedException">The library is missing, or refuses the password.</exception>
    public static async Task<string> OfAsync(string password, PasswordMethod method = PasswordMethod.Yescrypt, CancellationToken cancellationToken = default)
    {
        await Turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Make(password, method), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <summary>Hashes as a setting says, which may also be a hash: the result is the same one if the password is.</summary>
    internal static unsafe string? Crypt(string password, string setting)
    {
        var phrase = Terminated(password);
        var data = new byte[CRYPT_DATA_SIZE];
        try
        {
            fixed (byte* phraseAt = phrase, settingAt = Terminated(setting), dataAt = data)
                return Marshal.PtrToStringUTF8((nint)crypt_rn(phraseAt, settingAt, dataAt, data.Length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(phrase);
            CryptographicOperations.ZeroMemory(data);
        }
    }

    private static string Make(string password, PasswordMethod method)
    {
        try
        {
            var setting = (method is PasswordMethod.Yescrypt ? Salt("$y$", 0) : null) ?? Salt("$6$", Sha512Rounds);
            return (setting is null ? null : Crypt(password, setting)) ?? throw new OperationFailedException("libcrypt does not hash this password.", $"Use one of at most {MostBytes} bytes.");
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new OperationFailedException("This host has no libcrypt, which hashes passwords.", "Install libcrypt1 (Debian, Ubuntu) or libxcrypt (Fedora), or use keys alone.");
        }
    }

    /// <summary>A new setting; <c>null</c> where the library lacks the method.</summary>
    internal static unsafe string? Salt(string prefix, uint cost)
    {
        var output = stackalloc byte[CRYPT_GENSALT_OUTPUT_SIZE];
        return Marshal.PtrToStringUTF8((nint)crypt_gensalt_rn(prefix, new CULong(cost), null, 0, output, CRYPT_GENSALT_OUTPUT_SIZE));
    }

    private static byte[] Terminated(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
