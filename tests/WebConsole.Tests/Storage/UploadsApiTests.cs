using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Access;
using WebConsole.Features.Storage.Uploads;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>How uploads begin and are given up, in the pool of libvirt's test driver.</summary>
public sealed class UploadsApiTests : IAsyncLifetime
{
    private readonly string _name = $"{Guid.NewGuid():N}.img";
    private readonly List<int> _registered = [];
    private TestApplication _app = null!;
    private string _uploads = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private UploadRegister Register => _app.Services.GetRequiredService<UploadRegister>();

    public async ValueTask InitializeAsync()
    {
        _app = await TestApplication.StartAsync(builder =>
        {
            var inner = builder.Services.Last(service => service.ServiceType == typeof(IAccess));
            builder.Services.AddSingleton<IAccess>(provider => new WatchingAccess((IAccess)(inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)), () =>
            {
                lock (_registered)
                    _registered.Add(provider.GetRequiredService<UploadRegister>().All.Count());
            }));
        });
        var inventory = _app.Services.GetRequiredService<InventoryStore>();
        await Eventually.TrueAsync(() => !inventory.Current.StoragePools.IsEmpty && inventory.Current.Host("test") is { StorageUnread: false }, Cancel);
        _uploads = $"/api/v1/pools/test/{inventory.Current.StoragePools.Values.Single().Uuid:D}/uploads";
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task UploadWhoseClientGoesWhileItBegins_IsTakenBack()
    {
        using var browser = await BrowserAsync();
        using var gone = new CancellationTokenSource();
        using (var lane = new HeldLane(_app))
        {
            var first = CreateAsync(browser, gone.Token);
            await Eventually.TrueAsync(() => Register.All.Any(upload => upload.TaskId is not null), Cancel);
            // Nobody else takes it for one that nobody continues.
            Assert.Equal(0, Register.All.Single().Turn.CurrentCount);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            await Eventually.TrueAsync(() => Register.All.All(upload => Task().State is not (TaskState.Queued or TaskState.Running)), Cancel);
        }

        await Eventually.TrueAsync(() => !Register.All.Any(), Cancel);
        Assert.Equal(TaskState.Cancelled, Task().State);
        using var second = await CreateAsync(browser);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        using var ended = await SendAsync(browser, HttpMethod.Delete, second.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
    }

    [Fact]
    public async Task UploadThatIsGivenUp_CanBeginAnewAtOnce()
    {
        using var browser = await BrowserAsync();
        using var first = await CreateAsync(browser);
        Task<HttpResponseMessage> ending, second;
        using (var lane = new HeldLane(_app))
        {
            ending = SendAsync(browser, HttpMethod.Delete, first.Headers.Location!.ToString());
            await Eventually.TrueAsync(() => Task().State is TaskState.Cancelling, Cancel);
            // The volume can't be removed yet.
            second = CreateAsync(browser);
            Assert.False(ending.IsCompleted);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await ending).StatusCode);
        using var begun = await second;
        Assert.True(begun.StatusCode is HttpStatusCode.Created, await begun.Content.ReadAsStringAsync(Cancel));
        using var ended = await SendAsync(browser, HttpMethod.Delete, begun.Headers.Location!.ToString());
        using var third = await CreateAsync(browser);
        Assert.Equal(HttpStatusCode.Created, third.StatusCode);
        using var last = await SendAsync(browser, HttpMethod.Delete, third.Headers.Location!.ToString());
    }

    [Fact]
    [Trait("Attack", "F6")]
    public async Task UploadThatIsRefused_NeverCountsAmongTheOthers()
    {
        using var viewer = await BrowserAsync(Role.Viewer);
        _registered.Clear();
        using var refused = await CreateAsync(viewer, length: 1L << 53);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.All(_registered, count => Assert.Equal(0, count));
        Assert.NotEmpty(_registered);

        using var browser = await BrowserAsync();
        foreach (var length in new[] { long.MaxValue, (1L << 53) + 1 })
        {
            using var tooLong = await CreateAsync(browser, length: length);
            Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        }
    }

    private TaskRecord Task() => _app.Services.GetRequiredService<TaskStore>().Recent.First(task => task.Action == "upload");

    private async Task<HttpClient> BrowserAsync(Role role = Role.Administrator)
    {
        var browser = await _app.WithTokenAsync(role);
        browser.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
        return browser;
    }

    private Task<HttpResponseMessage> CreateAsync(HttpClient browser, CancellationToken? cancellation = null, long length = 1_000) => SendAsync(browser, HttpMethod.Post, _uploads, request =>
    {
        request.Headers.Add("Upload-Length", $"{length}");
        request.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(_name))},format {Convert.ToBase64String("raw"u8)}");
    }, cancellation);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, HttpMethod method, string address, Action<HttpRequestMessage>? adjust = null, CancellationToken? cancellation = null)
    {
        using var request = new HttpRequestMessage(method, address);
        adjust?.Invoke(request);
        return await browser.SendAsync(request, cancellation ?? Cancel);
    }

    /// <summary>While it lives, calls for storage wait for their turn.</summary>
    private sealed class HeldLane : IDisposable
    {
        private readonly ManualResetEventSlim _until = new();
        private readonly Task[] _calls;

        public HeldLane(TestApplication app)
        {
            using var begun = new CountdownEvent(4);
            var gateway = app.Services.GetRequiredService<HypervisorGateway>();
            _calls = [.. Enumerable.Range(0, 4).Select(_ => gateway.RunAsync("test", Lane.Storage, connection => _until.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None, began: () => begun.Signal()))];
            begun.Wait(Cancel);
        }

        public void Dispose()
        {
            _until.Set();
            System.Threading.Tasks.Task.WaitAll(_calls, CancellationToken.None);
            _until.Dispose();
        }
    }

    private sealed class WatchingAccess(IAccess inner, Action asked) : IAccess
    {
        public bool May(ClaimsPrincipal user, Right right, ObjectId target)
        {
            if (right is Right.Configure)
                asked();
            return inner.May(user, right, target);
        }
    }
}
