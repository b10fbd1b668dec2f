using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;
using WebConsole.Hosting;
using WebConsole.Security.SignIn;

namespace WebConsole.EndToEnd.Support;

/// <summary>
/// The product in this process, on libvirt's test driver, with a component that fails as the test demands.
/// </summary>
internal sealed class FailingProduct : ILogEventSink, IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly string _state = Directory.CreateTempSubdirectory("webconsole-e2e-").FullName;
    private WebApplication _app = null!;

    private FailingProduct(Failure failure) => Failure = failure;

    public Failure Failure { get; set; }

    public string Url => _app.Urls.First();

    /// <summary>Its log: page, message and exception of each line.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public string SignInLink => Url + AppUrls.SignInLink(_app.Services.GetRequiredService<SignInLinks>().Create());

    /// <param name="part">The component that a <see cref="FailingPart"/> replaces.</param>
    /// <param name="failure">How it fails at first.</param>
    public static async Task<FailingProduct> StartAsync(Type part, Failure failure)
    {
        var product = new FailingProduct(failure);
        string[] arguments = ["--urls=http://127.0.0.1:0", $"--WebConsole:StateDirectory={product._state}", "--WebConsole:Log:Console=false", "--host", "test=test:///default"];
        product._app = WebConsoleHost.Build(arguments, builder =>
        {
            builder.Services.AddSingleton<ILogEventSink>(product);
            builder.Services.AddScoped<IComponentActivator>(services => new Parts(services, part, product));
        });
        await product._app.StartAsync(TestContext.Current.CancellationToken);
        return product;
    }

    public void Emit(LogEvent logEvent) => _lines.Enqueue(
        $"{logEvent.RenderMessage(CultureInfo.InvariantCulture)} {string.Join(' ', logEvent.Properties.Values)} {logEvent.Exception}");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private sealed class Parts(IServiceProvider services, Type failing, FailingProduct product) : IComponentActivator
    {
        public IComponent CreateInstance(Type componentType) => componentType == failing
            ? new FailingPart(product)
            : (IComponent)ActivatorUtilities.CreateInstance(services, componentType);
    }
}
