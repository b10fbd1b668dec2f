namespace WebConsole.Benchmarks.Consoles;

/// <summary>The browser's end of a path to a guest's display.</summary>
internal interface IConsolePath : IAsyncDisposable
{
    public ValueTask SendAsync(byte[] bytes);

    /// <summary>The next bytes as they arrive, valid until the next call.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync();
}
