using WebConsole.Hosting;

namespace WebConsole.Appliances.Images;

/// <summary>Where images are converted: in the state directory, a few at a time, each in a folder of its own.</summary>
public sealed class ImageConversions : IDisposable
{
    private const int AtOnce = 2;

    /// <summary>Of the largest disk that is converted.</summary>
    public const long MostBytes = 2L << 40;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly string _parent;

    /// <param name="stateDirectory">WebConsole's own; what a crash left in it is removed.</param>
    public ImageConversions(string stateDirectory)
    {
        _parent = StateDirectory.Conversions(stateDirectory);
        ConversionFolder.RemoveLeftOvers(_parent);
    }

    internal ConversionLimits Limits { get; } = new(MostBytes);

    /// <summary>Waits for a place, and removes the folder whatever happens in it.</summary>
    internal async Task RunAsync(Func<ConversionFolder, Task> convert, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var folder = ConversionFolder.Create(_parent);
            await convert(folder).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
