namespace WebConsole.Hosting.Files;

/// <summary>
/// Looks at file systems of this host, which may hang, as one of NFS does while its server is away. Nothing interrupts that, so
/// each look has a thread of its own, and there are only a few.
/// </summary>
internal static class FileLook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>One that hangs keeps its place.</summary>
    private static readonly SemaphoreSlim Places = new(8);

    /// <exception cref="TimeoutException">It has not ended within 10 s.</exception>
    public static async Task<T> RunAsync<T>(Func<T> look, CancellationToken cancellationToken)
    {
        if (!await Places.WaitAsync(Patience, cancellationToken).ConfigureAwait(false))
            throw new TimeoutException();
        var found = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                found.SetResult(look());
            }
            catch (Exception error)
            {
                found.SetException(error);
            }
            finally
            {
                Places.Release();
            }
        })
        { IsBackground = true, Name = "looks at files" }.Start();
        return await found.Task.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
    }
}
