using WebConsole.Tests.Consoles;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>What <c>./run.sh --demo</c> makes of a host's pools: <c>packaging/demo.sh</c> with libvirt's answers put in.</summary>
public sealed class DemoTests
{
    [Theory]
    [InlineData("webconsole-demo", true)]
    [InlineData(@"webconsole-demo\nimages", false)]
    [InlineData(@"default\nwebconsole-demo", false)]
    public async Task NewMachines_GetAPoolOfTheirOwnWhereTheHostHasNone(string pools, bool makes)
    {
        var calls = await RealGuest.ShellAsync($$"""
            cd '{{RealGuest.Lab}}/../..'
            bash -euo pipefail <<'END'
            . packaging/prerequisites.sh; . packaging/hypervisor.sh; . packaging/demo.sh
            hypervisor() { if [ "$1" = pool-list ]; then printf '{{pools}} \n\n'; else echo "$*"; fi; }
            make_default_pool
            END
            """);
        Assert.Equal(makes, calls.Contains("pool-define-as default dir --target /var/lib/libvirt/images\n", StringComparison.Ordinal));
    }
}
