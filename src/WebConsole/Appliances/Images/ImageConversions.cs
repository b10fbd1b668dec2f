using WebConsole.Hosting;

namespace WebConsole.Appliances.Images;

/// <summary>Where images are converted: in the state directory, a few at a time, each in a folder of its own, out of one account of free space.</summary>
public sealed class ImageConversions : IDisposable
{
    private const int AtOnce = 2;

    /// <summary>Of the largest disk that is converted.</summary>
    public const long MostBytes = 2L << 40;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly string _parent;
    private readonly ConversionSpace _space;

    /// <param name="stateDirectory">WebConsole's own; what a crash left in it is removed.</param>
    public ImageConversions(string stateDirectory)
    {
        _parent = StateDirectory.Conversions(stateDirectory);
        _space = ConversionSpace.Of(_parent);
        ConversionFolder.RemoveLeftOvers(_parent);
    }

    internal ConversionLimits Limits { get; } = new(MostBytes);

    /// <summary>A folder for the images of one conversion; its results may be kept in it after the conversion.</summary>
    internal ConversionFolder CreateFolder() => ConversionFolder.Create(_parent, _space);

    /// <summary>Waits for a place, which is free again when the conversion ends.</summary>
    internal async Task RunAsync(Func<Task> convert, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await convert().ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
