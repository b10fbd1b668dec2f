using Xunit;

namespace WebConsole.Tests.Support;

/// <summary>One application for all tests of a class that change nothing in it.</summary>
public sealed class SharedApplication : IAsyncLifetime
{
    internal TestApplication App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await TestApplication.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
