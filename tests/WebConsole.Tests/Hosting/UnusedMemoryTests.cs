using Microsoft.Extensions.Time.Testing;
using WebConsole.Hosting;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class UnusedMemoryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly UnusedMemory _memory;
    private int _givenBack;

    public UnusedMemoryTests() => _memory = new UnusedMemory(_time, () => _givenBack++);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public async Task LastPageGone_GivesBackOnce()
    {
        await OpenAsync();
        await OpenAsync();
        await CloseAsync();
        _time.Advance(UnusedMemory.Delay);
        Assert.Equal(0, _givenBack);

        await CloseAsync();
        _time.Advance(UnusedMemory.Delay * 10);
        Assert.Equal(1, _givenBack);
    }

    [Fact]
    public async Task PageLoadedAnew_KeepsWhatItNeeds()
    {
        await OpenAsync();
        await CloseAsync();
        _time.Advance(UnusedMemory.Delay / 2);
        await OpenAsync();
        _time.Advance(UnusedMemory.Delay * 10);
        Assert.Equal(0, _givenBack);
    }

    // The circuit does not matter here, and tests can't create one.
    private Task OpenAsync() => _memory.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);

    private Task CloseAsync() => _memory.OnCircuitClosedAsync(null!, TestContext.Current.CancellationToken);
}
