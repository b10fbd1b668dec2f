using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>What <c>./run.sh --demo-remove</c> takes away, and what it must leave.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealDemoTests
{
    /// <summary>The demo's storage and one of its machines, in a folder for this test.</summary>
    private static readonly string Demo = $$"""
        cd '{{RealGuest.Lab}}/../..'
        . packaging/prerequisites.sh; . packaging/hypervisor.sh; . packaging/demo.sh
        demo_images=/run/lab/demo demo_pool=demo
        export LAB_IMAGES=$demo_images
        mkdir -p $demo_images
        demo_storage
        tests/Lab/define-guest.sh demo-web > /dev/null
        """;

    [Fact]
    public async Task Removal_LeavesNothingOfTheDemo() => Assert.Equal("", await RunAsync("""
        remove_demo
        virsh list --all --name | grep demo-web || true
        virsh pool-list --all --name | grep -w demo || true
        ls $demo_images 2> /dev/null || true
        """));

    [Fact]
    public async Task Removal_LeavesWhatOthersHavePutBesideIt()
    {
        var left = await RunAsync("""
            virsh -q vol-create-as demo 'web 01.qcow2' 16M --format qcow2 > /dev/null
            tests/Lab/define-guest.sh demo-copy > /dev/null
            remove_demo 2> $demo_images.said
            ls $demo_images
            virsh list --all --name | grep demo-
            grep 'stays' $demo_images.said | grep -o 'web 01.qcow2'
            """, """
            virsh undefine demo-copy
            virsh vol-delete 'web 01.qcow2' demo
            rm $demo_images/demo-copy.qcow2
            """);
        // Kernel and initial RAM disk are of the demo too, but the copy boots them.
        Assert.Equal("demo-copy.qcow2\ninitrd.img\nvmlinuz\nweb 01.qcow2\ndemo-copy\nweb 01.qcow2\n", left);
    }

    [Fact]
    public async Task Removal_LeavesWhatAnImageOfOthersRestsOn()
    {
        var left = await RunAsync("""
            virsh -q pool-define-as demo-others dir --target $demo_images.others
            virsh -q pool-build demo-others
            virsh -q pool-start demo-others
            virsh -q vol-create-as demo-others own.qcow2 1G --format qcow2 --backing-vol $demo_images/blue.qcow2 --backing-vol-format qcow2
            remove_demo 2> /dev/null
            ls $demo_images
            """, """
            virsh vol-delete own.qcow2 demo-others
            virsh pool-destroy demo-others
            virsh pool-undefine demo-others
            """);
        Assert.Equal("base.qcow2\nblue.qcow2\n", left);
    }

    [Fact]
    public async Task LibvirtThatDoesNotAnswer_KeepsAll() => Assert.Equal("base.qcow2\nblue.qcow2\ndemo-web.qcow2\ngreen.qcow2\ninitrd.img\nvmlinuz\n", await RunAsync("""
        (answers() { false; }; remove_demo 2> /dev/null) || true
        ls $demo_images
        """));

    /// <summary>Runs a script, takes away what others have put there, and all of the demo.</summary>
    private static Task<string> RunAsync(string script, string cleanup = "") => RealGuest.ShellAsync($$"""
        bash -euo pipefail <<'END'
        {{Demo}}
        trap "{ {{cleanup}}
        remove_demo; } > /dev/null 2>&1" EXIT
        {{script}}
        END
        """);
}
