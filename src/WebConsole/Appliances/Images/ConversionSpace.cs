namespace WebConsole.Appliances.Images;

/// <summary>
/// The free space of the file system on which images are converted, less what running conversions have reserved and not yet taken:
/// of two that begin at once, the second sees what the first leaves.
/// </summary>
/// <param name="available">What the file system has left.</param>
internal sealed class ConversionSpace(Func<long> available)
{
    private readonly Lock _reserving = new();
    private readonly HashSet<Reservation> _reserved = [];

    public long FreeBytes
    {
        get
        {
            lock (_reserving)
                return Free();
        }
    }

    /// <summary>The space of the file system that a folder lies on.</summary>
    public static ConversionSpace Of(string folder) => new(() => new DriveInfo(folder).AvailableFreeSpace);

    /// <summary>Reserves space until what it returns is disposed.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="keepFree">What must stay free beside it.</param>
    /// <param name="taken">How much of it is on the disk by now, which the file system has left no more.</param>
    /// <returns><c>null</c> where there is not so much.</returns>
    public IDisposable? TryReserve(long bytes, long keepFree, Func<long> taken)
    {
        lock (_reserving)
        {
            if (bytes > Free() - keepFree)
                return null;
            var reservation = new Reservation(this, bytes, taken);
            _reserved.Add(reservation);
            return reservation;
        }
    }

    private long Free() => available() - _reserved.Sum(reservation => reservation.Outstanding);

    private sealed class Reservation(ConversionSpace space, long bytes, Func<long> taken) : IDisposable
    {
        public long Outstanding => Math.Max(0, bytes - taken());

        public void Dispose()
        {
            lock (space._reserving)
                space._reserved.Remove(this);
        }
    }
}
