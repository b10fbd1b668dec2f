namespace WebConsole.Appliances.Images;

/// <summary>
/// The free space of the file system on which images are converted, less what running conversions have reserved: of two that
/// begin at once, the second sees what the first leaves.
/// </summary>
/// <param name="available">What the file system has left.</param>
internal sealed class ConversionSpace(Func<long> available)
{
    private readonly Lock _reserving = new();
    private long _reserved;

    public long FreeBytes
    {
        get
        {
            lock (_reserving)
                return available() - _reserved;
        }
    }

    /// <summary>The space of the file system that a folder lies on.</summary>
    public static ConversionSpace Of(string folder) => new(() => new DriveInfo(folder).AvailableFreeSpace);

    /// <summary>Reserves space until what it returns is disposed.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="keepFree">What must stay free beside it.</param>
    /// <returns><c>null</c> where there is not so much.</returns>
    public IDisposable? TryReserve(long bytes, long keepFree)
    {
        lock (_reserving)
        {
            if (bytes > available() - _reserved - keepFree)
                return null;
            _reserved += bytes;
            return new Reservation(this, bytes);
        }
    }

    private sealed class Reservation(ConversionSpace space, long bytes) : IDisposable
    {
        private long _bytes = bytes;

        public void Dispose()
        {
            lock (space._reserving)
                (space._reserved, _bytes) = (space._reserved - _bytes, 0);
        }
    }
}
