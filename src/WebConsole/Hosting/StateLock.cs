using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using WebConsole.Hosting.Files;
using static WebConsole.Hosting.Files.FileNative;

namespace WebConsole.Hosting;

/// <summary>
/// Allows one server per state directory: two servers would each have sessions and tasks that the other has ended. The
/// kernel holds the lock for the open file, so it ends with the process in any case. The file stays; it is no lock by
/// itself.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private const uint OwnerOnly = 0x180; // 0600

    private readonly SafeFileHandle _file;

    private StateLock(SafeFileHandle file) => _file = file;

    /// <exception cref="SettingsException">Another server uses this directory, or it can't be locked.</exception>
    public static StateLock Take(string stateDirectory)
    {
        // File.OpenHandle would lock the file itself, and we could not read the other server's process ID.
        var file = open(Path.Combine(stateDirectory, "lock"), O_RDWR | O_CREAT | O_CLOEXEC, OwnerOnly);
        if (!file.IsInvalid && !FileFacts.IsOursAlone(file))
            using (file)
                throw new SettingsException([$"WebConsole:StateDirectory: {Path.Combine(stateDirectory, "lock")} is no plain file of its own: take it away"]);
        if (!file.IsInvalid && flock(file, LOCK_EX | LOCK_NB) == 0)
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), 0);
            return new StateLock(file);
        }
        var error = Marshal.GetLastPInvokeError();
        using (file)
            throw new SettingsException([$"WebConsole:StateDirectory: {stateDirectory} " + (error == EWOULDBLOCK
                ? $"is in use by another WebConsole{ProcessIn(file)}: end that first, or give this one a directory of its own"
                : $"can't be locked: {Marshal.GetPInvokeErrorMessage(error)}")]);
    }

    public void Dispose() => _file.Dispose();

    private static string ProcessIn(SafeFileHandle file)
    {
        var text = new byte[16];
        var length = RandomAccess.Read(file, text, 0);
        return int.TryParse(text.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? $", process {process}" : "";
    }
}
