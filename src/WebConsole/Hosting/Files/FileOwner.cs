using System.Runtime.InteropServices;
using static WebConsole.Hosting.Files.FileNative;

namespace WebConsole.Hosting.Files;

/// <summary>
/// Lets root act as a directory's owner until it is disposed: new files then belong to the owner, and symbolic links of
/// the owner give root no more access than the owner has.
/// </summary>
internal sealed class FileOwner : IDisposable
{
    private const uint Root = 0;

    private readonly uint _group = getegid();

    private FileOwner(FileFacts directory)
    {
        unsafe
        {
            // The groups first: without root's rights they can't be changed.
            Check(setgroups(0, null));
        }
        Check(setegid(directory.Group));
        Check(seteuid(directory.Owner));
    }

    /// <summary><c>null</c> where we are not root, or the directory is root's or missing.</summary>
    public static FileOwner? Of(string directory) =>
        Environment.IsPrivilegedProcess && FileFacts.Of(directory) is { IsOurs: false } facts ? new FileOwner(facts) : null;

    public void Dispose()
    {
        Check(seteuid(Root));
        Check(setegid(_group));
    }

    private static void Check(int result)
    {
        if (result != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }
}
