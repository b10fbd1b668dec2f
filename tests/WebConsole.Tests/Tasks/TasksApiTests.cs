using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Tasks;

public sealed class TasksApiTests : IDisposable
{
    private static readonly (string Address, HttpStatusCode Status, string Says)[] Wrong =
    [
        ("/api/v1/tasks/x", HttpStatusCode.BadRequest, "id:"),
        ("/api/v1/tasks/-1", HttpStatusCode.BadRequest, "id:"),
        ("/api/v1/tasks/99999999999999999999", HttpStatusCode.BadRequest, "id:"),
        ("/api/v1/tasks/4711", HttpStatusCode.NotFound, "no task 4711"),
        ("/api/v1/tasks?state=happy", HttpStatusCode.BadRequest, "state:"),
        ("/api/v1/tasks?machine=web-01", HttpStatusCode.BadRequest, "machine:"),
        ("/api/v1/tasks?of=web-01", HttpStatusCode.BadRequest, "of:"),
        ("/api/v1/tasks?before=now", HttpStatusCode.BadRequest, "before:"),
        ("/api/v1/tasks?count=0", HttpStatusCode.BadRequest, "count:"),
        ("/api/v1/tasks?count=501", HttpStatusCode.BadRequest, "count:"),
    ];

    private readonly TemporaryDirectory _state = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_AreListedAndSurviveARestart()
    {
        long id;
        await using (var app = await StartAsync())
        {
            id = await RunAsync(app, "web-01", failing: true);
            await RunAsync(app, "db-01");
            using var viewer = app.SignedIn(Role.Viewer);
            Assert.Equal(["db-01", "web-01"], await TargetsAsync(viewer, ""));
            Assert.Equal(["web-01"], await TargetsAsync(viewer, "?state=failed"));
            Assert.Equal(["db-01"], await TargetsAsync(viewer, "?count=1"));
            Assert.Equal(["web-01"], await TargetsAsync(viewer, $"?before={id + 1}"));
            Assert.Empty(await TargetsAsync(viewer, "?user=nobody"));
        }

        await using var again = await StartAsync();
        using var client = again.SignedIn(Role.Viewer);
        var task = await client.GetFromJsonAsync<JsonElement>($"/api/v1/tasks/{id}", Cancel);
        Assert.Equal(("failed", "no such thing"), (task.GetProperty("state").GetString(), task.GetProperty("error").GetString()));
        Assert.False(task.TryGetProperty("from", out _));
    }

    [Fact]
    public async Task WrongField_IsNamed()
    {
        await using var app = await StartAsync();
        using var viewer = app.SignedIn(Role.Viewer);
        foreach (var (address, status, says) in Wrong)
        {
            using var answer = await viewer.GetAsync(address, Cancel);
            Assert.Equal((address, status, "application/problem+json"), (address, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains(says, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    public void Dispose() => _state.Dispose();

    private Task<TestApplication> StartAsync() => TestApplication.StartAsync(stateDirectory: _state["state"]);

    private static async Task<string?[]> TargetsAsync(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/tasks" + query, Cancel)).GetProperty("items").EnumerateArray()
            .Select(task => task.GetProperty("target").GetString())];

    private static async Task<long> RunAsync(TestApplication app, string target, bool failing = false)
    {
        var operation = FakeOperation.Of(target, host: "test") with { Body = _ => failing ? throw new HypervisorException("no such thing") : Task.CompletedTask };
        var result = await app.Services.GetRequiredService<OperationRunner>().StartAsync(operation, TestUsers.With(Role.Operator), Cancel);
        var tasks = app.Services.GetRequiredService<TaskStore>();
        await Eventually.TrueAsync(() => tasks.Recent.Any(task => task.Id == result.TaskId && task.EndedAt is not null), Cancel);
        return result.TaskId!.Value;
    }
}
