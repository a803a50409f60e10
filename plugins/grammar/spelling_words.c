/* SPDX-License-Identifier: Apache-2.0 */
#include "spelling.h"

#include <string.h>

/* Words that the usual dictionaries lack, in small letters, a row a letter: what became
   common after they were made (computing, business, health), loanwords of the kitchen,
   and parts of fixed phrases ("du jour", "per se"). The plural with -s goes without
   saying. No names. They are in order, and a
   blank stands before and behind each. */
static const char *const words['z' - 'a' + 1] = {
    " acai activewear adapalene addon adzuki affordance afrobeat allowlist amet"
    " amidst amongst amor ancho animatic anthemic anxiolytic apophenia"
    " aquaponics arborio archaea arcsecond arepa args asada asana aspartic"
    " assistantship async athleisure audiobook austenitic autofill autoload"
    " autosave avant-garde ayurveda ayurvedic azuki ",
    " backend backlink backpropagation backtick bakeware bandana bandmate banh"
    " barebone basmati beachgoer beachside beamforming bedsheet beignet beurre"
    " bicubic bigram bingeing binging biomes birthdate biryani biscotti"
    " bisphenol bitrate bitwise blanc blondie boba bodyweight bok bokeh"
    " bolognese bon bona bono bootcamp bootcut borealis bouldering boxplot"
    " breakdancing brining brulee bruschetta buco bulgogi bundler burpee burrata"
    " businesspeople ",
    " cakey callout calzone cannabidiol cannabinoid cappella carb carbs carne"
    " carnitas catastrophize catastrophizing cava ceramide ceviche chakra"
    " chambering changelog changemaker changeset chargeback chatbot chemokine"
    " chia chimichurri chipotle chocolatey chokepoint choux choy churrasco"
    " churro citrusy cityscape clickthrough cliffside codebase codebreaking"
    " codec cofactor cofounder collectibility colorectal colorism comorbid"
    " comorbidities config confit congee consequentialist const convolutional"
    " cooldown coq cosplayer cosplaying countertop covariate coworking"
    " creational cringeworthy criss-cross cron crontab crossfit crostini"
    " crowdsource crowdsourced crowdsourcing crypto cryptologist css ctrl cumbia"
    " curriculums curveball cutscene cyber cytokine cytosol cytosolic ",
    " da dal dancefloor dancehall darknet dashi dataframe datagram datapoint"
    " datasheet datastore datetime deadlift deadlifted deadlifting deallocate"
    " deallocated deallocation debounce debouncing decarbonization declutter"
    " decluttered decluttering decorrelate decorrelating decorrelation"
    " deduplicate deduplicated deduplication deets defenseman defensemen deglaze"
    " deglazed deglazing degreaser della delts demerara dendrogram denoise"
    " denoising denormalization denormalized dente denylist deontological"
    " deontologist deoxygenated deprioritize deprioritized dequeueing dequeuing"
    " dereference dereferenced dereferencing des deseed deseeded deserialization"
    " deserialize deserialized deserializing destructuring detailer dev deveined"
    " devops devs dialogs diasporic digitalization diphosphate discretization"
    " discretize discretized discretizing dishwashing disincentivize"
    " disintermediate disproven diss diy docstring dodgeball dojo doneness donut"
    " doo-wop doomscrolling downsample downsampled downsampling dragonfruit"
    " drawdown dreamscape dropdown du dubstep dulce duxelles dwelled dysbiosis ",
    " ebook ecommerce edtech eggy electroporation elif elven embeddable"
    " enablement endocannabinoid endonuclease enqueueing enqueuing enum"
    " ephemerides epigenetic epigenome equivariant erectus esport ethnicities"
    " eudaimonia eudaimonic eustress ew excitatory excitotoxicity extravert"
    " extraverted eyewear ",
    " faceoff facto failover fanbase fanfic fanfiction fatale fati favicon"
    " fearmongering feedforward feng fermenter ferritic fide filepath filesystem"
    " filetype filterbank financials fineliner fingerpicking fingerstyle fintech"
    " flavonoid flipchart floorplan flowy flyer folate followership foodborne"
    " foreach forecasted forex framerate franca freewriting fretboard frontend"
    " frybread fullscreen fundraise fundraised fusilli ",
    " gamepad gameplay gamification gamified gamify gamifying gangly ganoush"
    " garam garni gaslighting gastrique gatekeep gatekeeping gelato geotag"
    " germline ghrelin glamor glamping glomerular glucosinolate glutamic glute"
    " glycemic gochujang goji golang gorgonzola gouda grandkid grapeseed"
    " graphene grayscale greenlight greenlit greenwashing greenway gremolata"
    " greywater ",
    " hackathon haikus halloumi hangul hanzi hardboiled hardcoat hardcode"
    " hardcoded hardcoding harissa hashmap haute headshot headspace headwear"
    " healthspan healthtech heapsort heartwarmingly heatmap helmed hemodynamic"
    " heteronormative heteronormativity hexahedra hi-fi hippocampal hollandaise"
    " homebrew homebrewing homebuyer homeschooled homestay homies hominin hoppy"
    " horchata horribilis hostname hotfix hotline hotspot html hyaluronic hygge"
    " hyperacusis hypercar hyperkalemia ",
    " idempotency iframe illiquidity immersively impactful imposter improv"
    " in-betweening incentivized incentivizes incentivizing inclusivity"
    " infinitum influencer infographic inlined inlining insulative interagency"
    " interdependencies intergenerational intermediation investigational ios ip"
    " ipsum isomerization isomerized isotretinoin iterables itsy-bitsy ",
    " jack-o'-lantern jailbreaking javascript jetlag jetpack jetski jour"
    " journaling js json julienned ",
    " kaffir kanban kasbah kbps kefir ketoacidosis kettlebell keyframe keylogger"
    " keypress kiloparsec kinases kombucha ",
    " ladleful laissez-faire las le leaderboard leadin learnings leche lede"
    " lemmatization licensure lich lifecycle lightbulb lightfast lightsaber"
    " lightyears linter liposome littermate livestream livestreamed"
    " livestreaming lo-fi localhost logit longboard longboarding longform"
    " lookahead lookups lorem los lossy loungewear lowercased lutein luthier"
    " lychee lycopene lycra lysosome ",
    " maca macaron mahalo mainnet mandoline margherita martensitic masa masala"
    " mascarpone matcha matchday mcg mech mechatronics mechs medina memoization"
    " memoize memoized mentee merch mergesort mesothelioma methylation mezcal"
    " middleware millennials mindmap minification minimalistic mins misalign"
    " mitigations mixin mixtape mocap mochi mocktail mockumentary mockup mohawk"
    " mojito monorepo moodboard motherlode mouthguard multicollinearity multiday"
    " multitasker mutex mutexes ",
    " namaste namespace namespacing narratively natively natriuretic navbar nd"
    " neem nephrologist nerf networker newsfeed nft ngram niacinamide nigella"
    " nofollow noir nonlinearities noob nootropic nori nouveau npm ",
    " offboarding ohana ok olefin ombre omelette omics omnichannel onboarded"
    " onboarding onesie onwards oolong operationalize operationalized"
    " operationalizing optoelectronics osso ostracization outro overmix ",
    " padawan paddleboarding paleoanthropology pancetta pandan paneer pangram"
    " panko panna paraben paratransit pareidolia parmesan partygoer passcode"
    " passionfruit passthrough patchset pathfinding pathophysiology paywalled"
    " perceptron performant performativity perimenopausal perimenopause"
    " permaculture permissioned pescatarian pescetarian pharmacodynamic"
    " pharmacogenomics pharmacokinetic phenylene photochromism photonics"
    " photovoltaics phthalate phylogenetics phytonutrient pickleball pierogi"
    " piezo pilates pinecone pixelated placemat platformer playdough playset"
    " playstyle playtest playtesting pleaser plotline pluggable plumeria"
    " podcaster pointwise polyfill porcini portobello positionality powerlifter"
    " powerlifting powerline pozole pranayama prepper presale primality"
    " printables probiotic profiler programmatically prostaglandin protectant"
    " proteinuria proteome proteomic pupusa ",
    " quantile qubit queso quicksort ",
    " raclette rainforest raita readme rearview rebar rebase recreationally"
    " redox redshifted redstone reductant regexes regift regressors regularizer"
    " relatably remoulade repo repost repot resveratrol retinoic retinoid"
    " retinopathy rhodopsin riad ribeye riche rideshare ridesharing roadmap robo"
    " roleplay roleplaying rollout rollup romanized rotavirus roti royale"
    " rulebook ruleset ",
    " sakura sambal sandboarding sandboxed sandboxing sarcoidosis sarcopenia"
    " sarcoplasmic savasana scaffolded scatterplot sci-fi scrapbooking"
    " screencast screentime scrollbar se semaglutide serializer serotonergic"
    " sertraline shader shakshuka shapeshift shapeshifter shapeshifting sharding"
    " shawarma shortcode showerhead shui sidechain signup skatepark skillset"
    " skyglow smartboard smartcard snowglobe snowmelt softcore softmax"
    " solopreneur spacefaring spammy speedrun speedrunning spellbook spellcaster"
    " spellcasting spinoff spirulina sql stablecoin standup starfighter starship"
    " stateful statin staycation stderr stdin stdout stickhandling stochasticity"
    " stormwater storyboarded storyboarding storyline storytime stovetop strappy"
    " strategize strategized strategizing stratovolcano stratovolcanoes"
    " streetwear striploin struct stylesheet subgrid sublist submenu subnet"
    " subreddit substep subtask subtree sudo sudoku sulfonylurea sunburnt"
    " sunshield superset survivorship swappable symlink symlinked synergize"
    " synergized syntaxes systemd ",
    " tagine takedown tapenade tastemaker teardown telomere templated templating"
    " terraforming tetrahedra th thiamin thresholding tikka tilework timebox"
    " timeboxed timeboxing timeframe timelapse timeslot timestep tis"
    " tokenization tokenize tokenized tokenizer tokenizing tokenomics toolchain"
    " toolset tooltip tostada touchpad touchpoint trackpad tradeoff trailhead"
    " transcode transcriptome transcriptomic transduce transduced"
    " transmissibility transpile transpiled transpiler treehouse tretinoin"
    " triaging tribalistic tricep triphosphate trisphosphate typecheck"
    " typechecker typeclass typedef typescript ",
    " ubiquitin udon umami underfit underlayment underripe unittest unmute"
    " upcharge upcycle upcycled upcycling uploader uppercased upsample"
    " upsampling upscaled upscaling upsell upselling upskill upskilled"
    " upskilling upsold uptime upvote upvoted upvoting utopian uuid ",
    " validator vasodilate vasopressin vectorize velociraptor videoconference"
    " videogame videographer viewport vin vindaloo vinyasa virality virtualize"
    " virtualized vivre vlog vlogger vlogging von voxel ",
    " waitlist waitlisted walkthrough warzone waterlogging watersport wayfinding"
    " wearables wellbeing whiteboarding whitepaper wi-fi wicking wideband wifi"
    " wireframe wireframing wizarding woohoo workgroup workshopped worldbuilder"
    " worldbuilding ",
    " xylitol ",
    " yaml yuca yuzu ",
    " zeaxanthin zipline ziplining zoonotic ",
};

static bool is_word(stet_str word)
{
    if (word.len == 0 || word.ptr[0] < 'a' || word.ptr[0] > 'z')
        return false;
    const char *row = words[word.ptr[0] - 'a'];
    return grammar_is_among(row, strlen(row), word);
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
