using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Features.Storage.Uploads;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>How long and of how many uploads the end is remembered.</summary>
public sealed class UploadRegisterTests : IDisposable
{
    private static readonly ClaimsPrincipal User = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "tester")], "test"));

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("webconsole-test-");
    private readonly SkippedTime _time = new();
    private readonly UploadRegister _register;

    public UploadRegisterTests() => _register = new UploadRegister(new UploadFiles(new WebConsoleOptions { StateDirectory = _state.FullName }, NullLogger<UploadFiles>.Instance), _time);

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public void End_IsForgottenAfterAnHour()
    {
        var ended = End(1_000);

        Assert.NotNull(Find(ended));
        _time.Skip(TimeSpan.FromHours(1));
        Assert.Null(Find(ended));
    }

    [Fact]
    public void End_IsRememberedOfTheLastOnes()
    {
        var first = End(1_000);
        _time.Skip(TimeSpan.FromSeconds(1));
        var others = Enumerable.Range(0, UploadRegister.MostEnded).Select(_ => End(1_000)).ToArray();

        Assert.Null(Find(first));
        Assert.All(others, other => Assert.NotNull(Find(other)));
    }

    /// <summary>Its client begins anew.</summary>
    [Fact]
    public void EndWithoutAllBytes_IsNotRemembered() => Assert.Null(Find(End(999)));

    private PendingUpload End(long offset)
    {
        var upload = new PendingUpload(new UploadRecord(Guid.NewGuid(), "local", Guid.NewGuid(), "a.img", "raw", 1_000, null, SessionPrincipal.PersonOf(User)) { Offset = offset }, isSaved: true);
        _register.Ended(upload);
        return upload;
    }

    private PendingUpload? Find(PendingUpload upload) => _register.FindEnded(ObjectId.Pool(upload.Record.Host, upload.Record.Pool), upload.Record.Id);
}
