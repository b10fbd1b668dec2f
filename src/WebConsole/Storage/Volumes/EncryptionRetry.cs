using Libvirt;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// Creates an encrypted volume in spite of a busy host: QEMU finds out how often the passphrase is hashed by measuring how fast it
/// can, which fails there now and then.
/// </summary>
internal static class EncryptionRetry
{
    internal const int Attempts = 20;

    /// <param name="create">Creates it; nothing is made where QEMU could not measure.</param>
    public static void Run(Action create)
    {
        for (var left = Attempts; ; left--)
        {
            try
            {
                create();
                return;
            }
            catch (LibvirtException error) when (left > 1 && error.Message.Contains("Unable to get accurate CPU usage", StringComparison.Ordinal))
            {
                // Again.
            }
        }
    }
}
