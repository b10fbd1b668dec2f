using System.Reflection;
using System.Runtime.InteropServices;

namespace WebConsole.CloudInit.Passwords;

/// <summary>The part of libxcrypt's <c>crypt.h</c> that hashes a password. Names are its own.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/crypt.3.html"/>
internal static unsafe partial class CryptNative
{
    public const int CRYPT_GENSALT_OUTPUT_SIZE = 192;
    public const int CRYPT_DATA_SIZE = 32768;

    private const string Library = "libcrypt";

    // Fedora's name comes first: there the other one is an extra package.
    private static readonly string[] Files = ["libcrypt.so.2", "libcrypt.so.1"];

    static CryptNative() => NativeLibrary.SetDllImportResolver(typeof(CryptNative).Assembly, Resolve);

    /// <param name="prefix">The method: <c>$y$</c>, <c>$6$</c>.</param>
    /// <param name="count">The cost; zero is the library's default.</param>
    /// <param name="rbytes">Random bytes; by default the library takes the kernel's.</param>
    /// <param name="nrbytes">Their number.</param>
    /// <param name="output">The setting for <see cref="crypt_rn"/>, terminated by zero.</param>
    /// <param name="output_size">At least <see cref="CRYPT_GENSALT_OUTPUT_SIZE"/>.</param>
    /// <returns>The output; null where the library lacks the method.</returns>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte* crypt_gensalt_rn(string prefix, CULong count, byte* rbytes, int nrbytes, byte* output, int output_size);

    /// <summary>Unlike crypt_r, it checks the size of <paramref name="data"/>, which is not the same in all libraries, and gives null for an error.</summary>
    [LibraryImport(Library)]
    public static partial byte* crypt_rn(byte* phrase, byte* setting, void* data, int size);

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? search)
    {
        if (library == Library)
            foreach (var file in Files)
                if (NativeLibrary.TryLoad(file, out var handle))
                    return handle;
        return 0;
    }
}
