using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Actions;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.OsInfo.Trees;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Which system a new machine gets from an installation tree.</summary>
public sealed class NewMachineTreeTests : PageContext
{
    private const string Nameless = "https://mirror.lab/install/", Alma = "https://mirror.lab/almalinux/9/BaseOS/x86_64/os/";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("webconsole-osinfo-");

    public NewMachineTreeTests()
    {
        var os = Directory.CreateDirectory(Path.Combine(_data.FullName, "os", "lab.example"));
        File.WriteAllText(Path.Combine(os.FullName, "centos-stream-9.xml"), """
            <libosinfo version="0.0.1"><os id="http://centos.org/centos-stream/9"><name>CentOS Stream 9</name><short-id>centos-stream9</short-id><version>9</version><distro>centos</distro><release-date>2021-12-03</release-date>
            <tree arch="x86_64"><url>https://mirror.stream.lab/9-stream/BaseOS/x86_64/os</url><treeinfo><family>CentOS Stream</family><version>9</version></treeinfo></tree></os></libosinfo>
            """);
        File.WriteAllText(Path.Combine(os.FullName, "almalinux-9.xml"), """
            <libosinfo version="0.0.1"><os id="http://almalinux.org/almalinux/9"><name>AlmaLinux 9</name><short-id>almalinux9</short-id><version>9</version><distro>almalinux</distro><release-date>2022-05-26</release-date>
            <tree arch="x86_64"><url>https://repo.almalinux.org/almalinux/9/BaseOS/x86_64/os/</url><treeinfo><family>AlmaLinux</family><version>9</version></treeinfo></tree></os></libosinfo>
            """);
        Services.Replace(ServiceDescriptor.Singleton(new OsInfoStore(new OsFiles(_data.FullName), Clock)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Its name does not tell the distribution of the release before, of which it is the next.</summary>
    [Theory]
    [InlineData("9", "CentOS Stream 9", false)]
    [InlineData("10", "CentOS Stream 10", true)]
    public async Task DescriptionOfARelease_IsItsSystem(string version, string called, bool isNearest)
    {
        await Services.GetRequiredService<OsInfoStore>().GetAsync(Cancel);

        var plan = Services.GetRequiredService<MachinePlanner>().Plan(TestInventory.Host, Asked(Nameless), Info("CentOS Stream", version));

        Assert.Equal(($"http://centos.org/centos-stream/{version}", called, "CentOS Stream 9", isNearest), (plan.Os.Id, plan.Os.Called?.Name, plan.Os.Os?.Name, plan.Os.IsNearest));
    }

    /// <summary>A server that has just started has read nothing of them.</summary>
    [Fact]
    public async Task SystemOfAnAppliance_IsFoundOnceTheSystemsAreRead()
    {
        var findOs = await Services.GetRequiredService<MachinePlanner>().OsFinderAsync(Cancel);

        Assert.Equal(("almalinux9", "centos-stream9", null), (findOs("AlmaLinux 9"), findOs("centos-stream9"), findOs("")));
    }

    /// <summary>The form shows what the address tells.</summary>
    [Theory]
    [InlineData(Alma, null, "CentOS Stream", "The tree says that it is CentOS Stream 9, and it is set up as that.")]
    [InlineData(Alma, null, "AlmaLinux", null)]
    [InlineData(Alma, "almalinux9", "CentOS Stream", null)]
    public async Task TreeOfAnotherSystemThanItSeems_IsSaid(string tree, string? os, string family, string? said)
    {
        var operation = (CreateMachine)Services.GetRequiredService<ActionRegistry>().Find(ObjectKind.Host, CreateMachine.Word)!.Create(TestInventory.Host, TestInventory.Host, Asked(tree) with { Os = os });

        await operation.PrepareAsync(Info(family, "9"), Cancel);

        Assert.Equal(said, operation.OtherThanSeemed());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_data.Exists)
            _data.Delete(recursive: true);
    }

    private static NewMachine Asked(string tree) => new("web", Disks: [new NewDisk(TestInventory.PoolId)], Kernel: new KernelFiles(Tree: tree));

    private static TreeInfo Info(string family, string version) => TreeInfo.Parse($"[general]\nfamily = {family}\nversion = {version}")!;
}
