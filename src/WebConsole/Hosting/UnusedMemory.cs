using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace WebConsole.Hosting;

/// <summary>
/// Gives the host back what pages needed, soon after the last one has gone: memory there is for guests, and a collector
/// that has little to do would keep it for hours.
/// </summary>
internal sealed partial class UnusedMemory : CircuitHandler, IDisposable
{
    /// <summary>A page that is loaded anew is gone for a moment.</summary>
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
            // Not found, so not glibc: others keep less.
        }
    }

    /// <summary>
    /// What libvirt's client, the compiler and TLS have freed glibc keeps, for each thread that ever needed some:
    /// https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    /// </summary>
    /// <param name="keep">Bytes to leave free at the end of the main heap.</param>
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
