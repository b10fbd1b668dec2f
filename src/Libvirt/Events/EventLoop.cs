using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// libvirt's event loop on a thread of its own. It reads the daemons' sockets, sends keep-alive messages and runs the
/// callbacks, so callbacks must not block.
/// </summary>
internal static class EventLoop
{
    /// <summary>Starts the loop; it runs until the process ends.</summary>
    internal static void Start()
    {
        NativeCheck.NotNegative(NativeMethods.virEventRegisterDefaultImpl);
        // A loop without any timer or handle sleeps until one is added, which wakes it.
        new Thread(Run) { IsBackground = true, Name = "libvirt events" }.Start();
    }

    private static void Run()
    {
        while (true)
        {
            // It fails only if poll() fails, for example without memory; an immediate retry would use a whole CPU core.
            if (NativeMethods.virEventRunDefaultImpl() < 0)
                Thread.Sleep(TimeSpan.FromMilliseconds(100));
        }
    }
}
