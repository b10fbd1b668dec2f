namespace WebConsole.Benchmarks.Consoles;

/// <summary>The browser's end of a way to a guest's display.</summary>
internal interface IConsolePath : IAsyncDisposable
{
    public ValueTask SendAsync(byte[] bytes);

    /// <summary>The next bytes, as they come; valid until the next are asked for.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync();
}
