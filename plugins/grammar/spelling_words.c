/* SPDX-License-Identifier: Apache-2.0 */
#include "spelling.h"

/* Words that the usual dictionaries lack, in small letters, a row a letter: what became
   common after they were made (computing, business, health), loanwords of the kitchen,
   and parts of fixed phrases ("du jour", "per se"). The plural with -s goes without
   saying. No names. A blank stands before and behind each word. */
static const char *const words['z' - 'a' + 1] = {
    " acai activewear addon affogato affordance afrobeat agritourism allowlist"
    " altcoin amidst ancho animatic anthemic anxiolytic aquaponics arborio"
    " archaea archnemesis arcsecond arepa asada asana async athleisure audiobook"
    " autofill autoload autosave autotune avant-garde ayurveda ayurvedic ",
    " backend backlink backlinking backpropagation backtick bakeware balayage"
    " bandana bandmate banh barebone basmati beachgoer beachside beamforming"
    " bedsheet beignet beurre bigram bingeing binging birthdate biryani biscotti"
    " bisphenol bitrate bitwise blanc blondie boba bodycare bodyweight boho bok"
    " bokeh bono bootcamp bootcut borealis bouldering breakdancing brining"
    " bronzer brulee bruschetta bulgogi bundler burpee burrata businesspeople ",
    " caipirinha cakey callout cannabidiol cannabinoid carne carnitas carsharing"
    " catastrophize catastrophizing catfishing cava ceramide ceviche chakra"
    " chambering changelog changemaker changeset chargeback chatbot checkin"
    " chemokine chia chiffonade chimichurri chipotle chocolatey chokepoint choux"
    " choy churrasco churro citrusy clickthrough cliffside codebase codebreaking"
    " codec cofactor cofounder coliving comorbid comorbidities config confit"
    " consequentialist convolutional cooldown cosplayer cosplaying countertop"
    " covariate coworking creational cremini cringeworthy cringey criss-cross"
    " crocs cron crontab crossfade crossfit crostini crowdsource crowdsourced"
    " crowdsourcing crypto curriculums curveball cutscene cyber cytokine cytosol"
    " cytosolic ",
    " da dal dancefloor dancehall darknet dashi dataframe datagram datapoint"
    " datasheet datastore datetime deadlift deadlifted deadlifting deallocate"
    " deallocated deallocation debounce debouncing debuggable decarbonization"
    " declutter decluttered decluttering decolonial deduplicate deduplicated"
    " deduplication deets deglaze deglazed deglazing degreaser della delts"
    " demerara dendrogram denoise denoising denormalization denormalized dente"
    " denylist deontological deontologist deoxygenated deprioritize"
    " deprioritized dequeuing dereference dereferenced dereferencing derisk"
    " derisking des deseed deseeded deserialization deserialize deserialized"
    " deserializing destructuring detailer detangle detangler detangling dev"
    " deveined devops devs dialogs diasporic diphosphate discretization"
    " discretize discretized discretizing dishwashing disincentivize"
    " disintermediate disproven docstring dodgeball dojo dolma doneness donut"
    " doo-wop doomscrolling downsample downsampled downsampling dragonfruit"
    " drawdown dreamscape drinkware dropdown du dubstep dulce dwarven dwelled"
    " dysbiosis ",
    " ebike ebook ecommerce edtech eg eggy electrolyzer electroporation"
    " elementwise elven embeddable enablement endocannabinoid endonuclease enoki"
    " enqueuing enum ephemerides epigenetic epigenome erectus esport esque"
    " ethnicities eudaimonia eudaimonic eustress excitatory excitotoxicity"
    " exosuit extravert extraverted eyewear ",
    " faceoff facto failover fanart fanbase fanfic fanfiction favicon"
    " fearmongering feedforward feng fermenter filepath filesystem filetype"
    " filterbank financials fineliner fingerpicking fingerstyle fintech"
    " flavonoid flipchart floorplan flowy flyer followership foodborne foreach"
    " forex framerate fretboard frontend fullscreen fundraise fundraised fusilli ",
    " galette gallerist gamepad gameplay gamification gamified gamify gamifying"
    " gangly ganoush garam garni gaslighting gastropub gatekeep gatekeeping"
    " gelato geotag germline ghrelin glamor glamping glucosinolate glute"
    " glycation glycemic gochujang goji golang gorgonzola gouda grandkid"
    " grapeseed graphene grayscale greenlight greenlit greenwashing greenway"
    " gremolata greywater griefing ",
    " habanero hackathon haikus halfling halloumi handwash hangul hanzi"
    " hardboiled hardcoat hardcode hardcoded hardcoding hardlink hardscape"
    " hardscaping harissa hashmap headshot headspace healthspan healthtech"
    " heapsort heartwarmingly heatmap heightmap hemodynamic heteronormative"
    " heteronormativity heteroscedasticity hi-fi hippocampal hollandaise"
    " holodeck homebrew homebrewing homebuyer homeschooled homeware homies"
    " hominin homoscedasticity horchata hostname hotfix hotline hotspot hyaluron"
    " hyaluronic hygge hyperacusis hypercar hyperkalemia ",
    " ide idempotency ie iframe ikigai illiquidity immersively impactful"
    " imposter improv incel incentivized incentivizes incentivizing inclusivity"
    " influencer infobox infodump infographic inlined inlining insourcing"
    " insulative interagency interdependencies intergenerational investigational"
    " ipsum isomerization isomerized iterables itsy-bitsy ",
    " jack-o'-lantern jailbreaking jeggings jetlag jetpack jetski jicama jour"
    " journaling julienned ",
    " kanban kbps kefir ketoacidosis kettlebell keyframe keylogger keypress"
    " keyspace keystore kinases kombucha kpop kundalini ",
    " laissez-faire las le leaderboard leadin learnings leche lede lemmatization"
    " licensure lich lifecycle lifehack lightbulb lightfast lightsaber"
    " lightyears littermate livestream livestreamed livestreaming lo-fi"
    " localhost logit logline longboard longboarding longform lookahead lookups"
    " lorem los lossy loungewear lowercased lowkey lutein luthier lychee"
    " lycopene lycra lysosome ",
    " macaron mainnet manchego mandoline mansplain mansplaining masala"
    " mascarpone matcha matchday mcg mechatronics memoization memoize memoized"
    " merch mergesort mesothelioma methylation mezcal middleware millennials"
    " mindmap minification minimalistic mins mipmap misalign misgendering"
    " mithril mitigations mixin mixtape mocap mochi mocktail mockumentary mockup"
    " modder mojito monorepo monstera moodboard motherlode mouthguard"
    " multicollinearity multiday multitasker mutex mutexes ",
    " namaste namespace namespacing narratively natively natriuretic navbar nd"
    " nearshoring neem nephrologist nerf networker newsfeed nft ngram"
    " niacinamide nofollow noir nonlinearities noob nootropic nori nouveau"
    " nutraceutical ",
    " offboarding ohana omics omnichannel onboarded onboarding onesie onwards"
    " operationalize operationalized operationalizing optoelectronics orcish"
    " organoid ostracization outro overfit overmix ",
    " padawan paddleboarding paleoanthropology pancetta pandan paneer pangram"
    " panko panna paraben paratransit parmesan partygoer passcode passionfruit"
    " passthrough patchset pathfinding pathophysiology payor paywalled"
    " perceptron performant performativity perimenopausal perimenopause"
    " permaculture permaculturist permissioned perovskite pescatarian"
    " pescetarian pharmacodynamic pharmacogenomics pharmacokinetic phenylene"
    " photobomb photobook photochromism photonics photovoltaics phthalate"
    " phylogenetics phytonutrient pickleball pierogi piezo pilates pinecone"
    " pixelated placemaking placemat platformer playdough playset playstyle"
    " playtest playtesting playthrough plotline pluggable plumeria poblano"
    " podcaster pointwise polyfill portobello positionality pothos powerlifter"
    " powerlifting powerline pozole pranayama prepper presale primality"
    " printables probiotic profiler programmatically prostaglandin prosumer"
    " protectant proteinuria proteome proteomic pupusa ",
    " quadcopter quantile qubit queso quicksort ",
    " raclette rainforest raita rasterizer raytracing readme rearview rebar"
    " rebase recreationally redox redshifted reductant regexes regift regressors"
    " regularizer relatably repo repost repot reskin resveratrol retinoic"
    " retinoid retinopathy rewild ribeye riche rideshare ridesharing roadmap"
    " robo roleplay roleplaying rollout rollup rotavirus roti rulebook ruleset ",
    " sambal sandboxed sandboxing sarcoidosis sarcopenia sarcoplasmic savasana"
    " scaffolded scatterplot sci-fi scrapbooking screencast screentime scrollbar"
    " scrunchie se semaglutide serializer serotonergic sertraline shader"
    " shakshuka shapeshift shapeshifter shapeshifting shapewear sharding"
    " shawarma shortcode showerhead showrunner showtimes shui sidechain signup"
    " skatepark skillset skimmable skybox skyglow smartboard smartcard smishing"
    " snowglobe snowmelt softmax solarpunk solopreneur spacefaring spammy"
    " spatchcock spatchcocked speedrun speedrunner speedrunning spellbook"
    " spellcaster spellcasting spinoff spiralize spiralized spiralizer spirulina"
    " sqft stablecoin standup starfield starship stateful statin staycation"
    " stderr stdin stdout stochasticity stormwater storyboarded storyboarding"
    " storytime stovetop strategize strategized strategizing stratovolcano"
    " stratovolcanoes streetscape streetwear striploin stylesheet subgrid subkey"
    " sublist submenu subnet subreddit substep subtask subtree sudo sudoku"
    " sulfonylurea sunburnt sunshield superfan superset survivorship swappable"
    " symlink symlinked synergize synergized syntaxes synthwave systemd ",
    " tagine tapenade tastemaker teardown telomere templated templating"
    " terraformer terraforming th thresholding tikka tilework timebox timeboxed"
    " timeboxing timeframe timelapse timesaver timesaving timeslot timestep"
    " tokenization tokenize tokenized tokenizer tokenizing tokenomics toolchain"
    " toolset tooltip tostada touchpad touchpoint trackpad tradeoff trailhead"
    " transcode transcriptome transcriptomic transduce transmissibility"
    " transpile transpiled transpiler treehouse triaging tricep triphosphate"
    " trisphosphate typecheck typechecker typeclass typedef ",
    " ubiquitin udon umami underfit underlayment underripe unittest unmute"
    " upcharge upcycle upcycled upcycling updos uploader uppercased upsample"
    " upsampling upscaled upscaling upsell upselling upsize upsized upsizing"
    " upskill upskilled upskilling upsold uptime upvote upvoted upvoting utopian"
    " uuid ",
    " validator vasodilate vasopressin vectorize velociraptor vermicompost"
    " vermicomposting videoconference videogame videographer viewport vindaloo"
    " vinyasa virality virtualize virtualized vivre vlog vlogger vlogging"
    " volumize volumizing von voxel ",
    " waitlist waitlisted walkthrough warzone waterlogging watersport wayfinding"
    " wearables webtoon wellbeing whiteboarding whitepaper wi-fi wideband wifi"
    " wikilink wireframe wireframing wizarding workgroup workshopped"
    " workshopping worldbuilder worldbuilding wyvern ",
    " xylitol ",
    " yuca yuzu ",
    " zeaxanthin zested zester zipline ziplining zoonotic ",
};

static bool is_word(stet_str word)
{
    return word.len > 0 && word.ptr[0] >= 'a' && word.ptr[0] <= 'z' &&
           grammar_spelling_is_among(words[word.ptr[0] - 'a'], word);
}

bool grammar_spelling_is_modern(stet_str word)
{
    if (is_word(word))
        return true;
    if (word.len < 5 || word.ptr[word.len - 1] != 's')
        return false;
    word.len--;
    return is_word(word);
}
