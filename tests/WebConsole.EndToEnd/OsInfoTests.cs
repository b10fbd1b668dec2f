using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A newer osinfo-db, which an administrator imports on the page of images and takes back.</summary>
public sealed class OsInfoTests(Lab lab)
{
    [Fact]
    public async Task ImportedArchive_CountsAtOnce_UntilItIsRemoved()
    {
        var directory = Directory.CreateTempSubdirectory("e2e-osinfo-").FullName;
        await Shell.RunAsync("bash", "-c", $"""
            cd {directory} && mkdir -p osinfo-db-20990101/os/example.org && echo 20990101 > osinfo-db-20990101/VERSION
            echo "<libosinfo><os id='http://example.org/ocean/9'><name>Ocean 9</name></os></libosinfo>" > osinfo-db-20990101/os/example.org/ocean-9.xml
            tar -cJf osinfo-db-20990101.tar.xz osinfo-db-20990101 && head -c 1000 /dev/urandom > wrong.tar.xz
            """);
        try
        {
            await using var visitor = await lab.AdministratorAsync();
            await visitor.Page.GotoAsync(lab.Url("/images"));
            await visitor.TestId("import-osinfo").ClickAsync();
            await visitor.TestId("small-file").Locator("input").SetInputFilesAsync($"{directory}/wrong.tar.xz");
            await Expect(visitor.TestId("small-file")).ToContainTextAsync("wrong.tar.xz is chosen");
            await visitor.TestId("submit").ClickAsync();
            await Expect(visitor.TestId("form-error")).ToBeVisibleAsync();

            await visitor.TestId("small-file").Locator("input").SetInputFilesAsync($"{directory}/osinfo-db-20990101.tar.xz");
            await Expect(visitor.TestId("small-file")).ToContainTextAsync("osinfo-db-20990101.tar.xz is chosen");
            await visitor.TestId("submit").ClickAsync();
            await Expect(visitor.TestId("osinfo")).ToContainTextAsync("from the imported osinfo-db of 2099-01-01");

            await visitor.TestId("import-osinfo").ClickAsync();
            await visitor.TestId("field-remove").GetByRole(Microsoft.Playwright.AriaRole.Switch).ClickAsync();
            await visitor.TestId("submit").ClickAsync();
            await Expect(visitor.TestId("osinfo")).Not.ToContainTextAsync("2099-01-01");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
