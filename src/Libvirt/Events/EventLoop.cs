using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// libvirt's event loop on a thread of its own: it reads the daemons' sockets, sends keep-alive questions and runs the
/// callbacks. So nothing on it may wait.
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
            // It fails only when poll() does, on a lack of memory for instance; trying at once again would burn a core.
            if (NativeMethods.virEventRunDefaultImpl() < 0)
                Thread.Sleep(TimeSpan.FromMilliseconds(100));
        }
    }
}
