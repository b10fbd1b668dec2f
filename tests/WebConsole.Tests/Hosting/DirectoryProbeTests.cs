using WebConsole.Hosting.Files;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class DirectoryProbeTests : IDisposable
{
    private readonly ManualResetEventSlim _server = new();
    private readonly DirectoryProbe _probe;
    private int _asked;

    public DirectoryProbeTests() => _probe = new DirectoryProbe(directory =>
    {
        if (directory is not "/srv/nas")
            return;
        Interlocked.Increment(ref _asked);
        _server.Wait();
    });

    public void Dispose()
    {
        _server.Set();
        GC.SuppressFinalize(this);
    }

    [Fact, Trait("Attack", "D6")]
    public async Task DirectoryThatHangs_IsAskedOnce_UntilItAnswers()
    {
        Assert.True(_probe.IsSilent("/srv/nas"));
        Assert.True(_probe.IsSilent("/srv/nas"));
        Assert.False(_probe.IsSilent("/srv/images"));
        Assert.Equal(1, _asked);

        _server.Set();
        await Eventually.TrueAsync(() => !_probe.IsSilent("/srv/nas"), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no/such/directory")]
    [InlineData("")]
    public void WhatIsThereOrIsNot_Answers(string directory) => Assert.False(new DirectoryProbe().IsSilent(directory));
}
