using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace WebConsole.Hosting;

/// <summary>
/// Returns memory to the host soon after the last page has closed. The host needs its memory for guests, and an idle
/// garbage collector would keep it for hours.
/// </summary>
internal sealed partial class UnusedMemory : CircuitHandler, IDisposable
{
    /// <summary>A page that is being reloaded is closed for a moment.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    private readonly Lock _counting = new();
    private readonly ITimer _timer;
    private int _circuits;

    public UnusedMemory(TimeProvider time) : this(time, GiveBack)
    {
    }

    internal UnusedMemory(TimeProvider time, Action giveBack) =>
        _timer = time.CreateTimer(_ => giveBack(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Count(1);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Count(-1);
        return Task.CompletedTask;
    }

    public void Dispose() => _timer.Dispose();

    private static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            _ = TrimNativeHeaps(0);
        }
        catch (TypeLoadException)
        {
            // Not found, so this is not glibc; other C libraries keep less memory.
        }
    }

    /// <summary>
    /// glibc keeps the memory that libvirt's client, the JIT compiler and TLS have freed, per thread:
    /// https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    /// </summary>
    /// <param name="keep">Bytes to leave at the end of the main heap.</param>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNativeHeaps(nuint keep);

    private void Count(int difference)
    {
        lock (_counting)
        {
            _circuits += difference;
            _timer.Change(_circuits == 0 ? Delay : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
